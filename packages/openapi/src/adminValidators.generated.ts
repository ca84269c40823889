// @ts-nocheck: the functions are written by ajv.
// Generated from openapi/admin.yaml by `npm run generate`. Do not edit.

/** One thing that is wrong with an input. */
export interface InputProblem {
  readonly keyword: string
  /** A JSON pointer into the input. */
  readonly instancePath: string
  /** A pointer to the keyword in the description. */
  readonly schemaPath: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Checks `{ path, query, body }`; what is wrong stands in `errors` until the next call. */
export interface InputValidator {
  (input: unknown): boolean
  errors?: readonly InputProblem[] | null
}

/** By operation; one that takes nothing has none. */
export const adminValidators: Readonly<Partial<Record<string, InputValidator>>> = {
  reset: validate10,
  dropSession: validate14,
  listRequests: validate15,
  countRequests: validate16,
  addFault: validate17,
  getFault: validate39,
  removeFault: validate40,
  setClock: validate41,
  advanceClock: validate42,
  listPeople: validate43,
  createPerson: validate44,
  getPerson: validate47,
  changePerson: validate48,
  deletePerson: validate51,
  createSnapshot: validate52,
  deleteSnapshot: validate53,
  restoreSnapshot: validate54,
  mintToken: validate55,
}

const schema11 = {"properties":{"path":{"properties":{}},"query":{"properties":{}},"body":{"$ref":"admin#/components/schemas/ResetWish"}},"required":[]};
const schema13 = {"type":"object","additionalProperties":false,"properties":{"parts":{"type":"array","minItems":1,"items":{"$ref":"#/components/schemas/ResetPart"}}}};
const schema14 = {"type":"string","enum":["people","groups","activity","grants","clock","faults","journal","snapshots"]};

function validate12(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "parts")){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}), errors++;
}
}
if(data.parts !== undefined){
let data0 = data.parts;
if(Array.isArray(data0)){
if(data0.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/parts",schemaPath:"#/properties/parts/minItems",keyword:"minItems",params:{limit: 1}}), errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/parts/" + i0,schemaPath:"#/components/schemas/ResetPart/type",keyword:"type",params:{type: "string"}}), errors++;
}
if(!((((((((data1 === "people") || (data1 === "groups")) || (data1 === "activity")) || (data1 === "grants")) || (data1 === "clock")) || (data1 === "faults")) || (data1 === "journal")) || (data1 === "snapshots"))){
(vErrors ??= []).push({instancePath:instancePath+"/parts/" + i0,schemaPath:"#/components/schemas/ResetPart/enum",keyword:"enum",params:{allowedValues: schema14.enum}}), errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/parts",schemaPath:"#/properties/parts/type",keyword:"type",params:{type: "array"}}), errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}), errors++;
}
validate12.errors = vErrors;
return errors === 0;
}


function validate10(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.body !== undefined){
if(!(validate12(data.body, {instancePath:instancePath+"/body"}))){
vErrors = vErrors === null ? validate12.errors : vErrors.concat(validate12.errors);
errors = vErrors.length;
}
}
}
validate10.errors = vErrors;
return errors === 0;
}

const schema15 = {"properties":{"path":{"properties":{"name":{"$ref":"admin#/components/schemas/Name"}}},"query":{"properties":{}}},"required":[]};
const schema16 = {"type":"string","pattern":"^[A-Za-z0-9._~-]{1,64}$"};
const pattern0 = new RegExp("^[A-Za-z0-9._~-]{1,64}$", "u");

function validate14(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path !== undefined){
let data0 = data.path;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.name !== undefined){
let data1 = data0.name;
if(typeof data1 === "string"){
if(!pattern0.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/path/name",schemaPath:"admin#/components/schemas/Name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9._~-]{1,64}$"}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/path/name",schemaPath:"admin#/components/schemas/Name/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
}
}
}
validate14.errors = vErrors;
return errors === 0;
}

const schema17 = {"properties":{"path":{"properties":{}},"query":{"properties":{"service":{"$ref":"admin#/components/schemas/Service"},"operation":{"type":"string","minLength":1},"status":{"type":"string","pattern":"^[1-5](\\d\\d|xx)$"},"client":{"type":"string","minLength":1},"method":{"type":"string","minLength":1},"path":{"type":"string","pattern":"^/"},"since":{"type":"integer","minimum":0},"limit":{"type":"integer","minimum":1,"maximum":10000}}}},"required":[]};
const schema18 = {"type":"string","enum":["cis","dabp","cern"]};
const pattern1 = new RegExp("^[1-5](\\d\\d|xx)$", "u");
const pattern2 = new RegExp("^/", "u");

function validate15(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.query !== undefined){
let data1 = data.query;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.service !== undefined){
let data2 = data1.service;
if(typeof data2 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/query/service",schemaPath:"admin#/components/schemas/Service/type",keyword:"type",params:{type: "string"}}), errors++;
}
if(!(((data2 === "cis") || (data2 === "dabp")) || (data2 === "cern"))){
(vErrors ??= []).push({instancePath:instancePath+"/query/service",schemaPath:"admin#/components/schemas/Service/enum",keyword:"enum",params:{allowedValues: schema18.enum}}), errors++;
}
}
if(data1.operation !== undefined){
let data3 = data1.operation;
if(typeof data3 === "string"){
if(data3.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/query/operation",schemaPath:"#/properties/query/properties/operation/minLength",keyword:"minLength",params:{limit: 1}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/query/operation",schemaPath:"#/properties/query/properties/operation/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data1.status !== undefined){
let data4 = data1.status;
if(typeof data4 === "string"){
if(!pattern1.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/query/status",schemaPath:"#/properties/query/properties/status/pattern",keyword:"pattern",params:{pattern: "^[1-5](\\d\\d|xx)$"}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/query/status",schemaPath:"#/properties/query/properties/status/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data1.client !== undefined){
let data5 = data1.client;
if(typeof data5 === "string"){
if(data5.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/query/client",schemaPath:"#/properties/query/properties/client/minLength",keyword:"minLength",params:{limit: 1}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/query/client",schemaPath:"#/properties/query/properties/client/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data1.method !== undefined){
let data6 = data1.method;
if(typeof data6 === "string"){
if(data6.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/query/method",schemaPath:"#/properties/query/properties/method/minLength",keyword:"minLength",params:{limit: 1}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/query/method",schemaPath:"#/properties/query/properties/method/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data1.path !== undefined){
let data7 = data1.path;
if(typeof data7 === "string"){
if(!pattern2.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/query/path",schemaPath:"#/properties/query/properties/path/pattern",keyword:"pattern",params:{pattern: "^/"}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/query/path",schemaPath:"#/properties/query/properties/path/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data1.since !== undefined){
let data8 = data1.since;
if(!((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8)))){
(vErrors ??= []).push({instancePath:instancePath+"/query/since",schemaPath:"#/properties/query/properties/since/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data8 == "number"){
if(data8 < 0 || isNaN(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/query/since",schemaPath:"#/properties/query/properties/since/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}}), errors++;
}
}
}
if(data1.limit !== undefined){
let data9 = data1.limit;
if(!((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9)))){
(vErrors ??= []).push({instancePath:instancePath+"/query/limit",schemaPath:"#/properties/query/properties/limit/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data9 == "number"){
if(data9 > 10000 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/query/limit",schemaPath:"#/properties/query/properties/limit/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000}}), errors++;
}
if(data9 < 1 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/query/limit",schemaPath:"#/properties/query/properties/limit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}}), errors++;
}
}
}
}
}
}
validate15.errors = vErrors;
return errors === 0;
}

const schema19 = {"properties":{"path":{"properties":{}},"query":{"properties":{"service":{"$ref":"admin#/components/schemas/Service"},"operation":{"type":"string","minLength":1},"status":{"type":"string","pattern":"^[1-5](\\d\\d|xx)$"},"client":{"type":"string","minLength":1},"method":{"type":"string","minLength":1},"path":{"type":"string","pattern":"^/"},"since":{"type":"integer","minimum":0},"limit":{"type":"integer","minimum":1,"maximum":10000}}}},"required":[]};

function validate16(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.query !== undefined){
let data1 = data.query;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.service !== undefined){
let data2 = data1.service;
if(typeof data2 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/query/service",schemaPath:"admin#/components/schemas/Service/type",keyword:"type",params:{type: "string"}}), errors++;
}
if(!(((data2 === "cis") || (data2 === "dabp")) || (data2 === "cern"))){
(vErrors ??= []).push({instancePath:instancePath+"/query/service",schemaPath:"admin#/components/schemas/Service/enum",keyword:"enum",params:{allowedValues: schema18.enum}}), errors++;
}
}
if(data1.operation !== undefined){
let data3 = data1.operation;
if(typeof data3 === "string"){
if(data3.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/query/operation",schemaPath:"#/properties/query/properties/operation/minLength",keyword:"minLength",params:{limit: 1}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/query/operation",schemaPath:"#/properties/query/properties/operation/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data1.status !== undefined){
let data4 = data1.status;
if(typeof data4 === "string"){
if(!pattern1.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/query/status",schemaPath:"#/properties/query/properties/status/pattern",keyword:"pattern",params:{pattern: "^[1-5](\\d\\d|xx)$"}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/query/status",schemaPath:"#/properties/query/properties/status/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data1.client !== undefined){
let data5 = data1.client;
if(typeof data5 === "string"){
if(data5.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/query/client",schemaPath:"#/properties/query/properties/client/minLength",keyword:"minLength",params:{limit: 1}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/query/client",schemaPath:"#/properties/query/properties/client/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data1.method !== undefined){
let data6 = data1.method;
if(typeof data6 === "string"){
if(data6.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/query/method",schemaPath:"#/properties/query/properties/method/minLength",keyword:"minLength",params:{limit: 1}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/query/method",schemaPath:"#/properties/query/properties/method/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data1.path !== undefined){
let data7 = data1.path;
if(typeof data7 === "string"){
if(!pattern2.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/query/path",schemaPath:"#/properties/query/properties/path/pattern",keyword:"pattern",params:{pattern: "^/"}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/query/path",schemaPath:"#/properties/query/properties/path/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data1.since !== undefined){
let data8 = data1.since;
if(!((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8)))){
(vErrors ??= []).push({instancePath:instancePath+"/query/since",schemaPath:"#/properties/query/properties/since/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data8 == "number"){
if(data8 < 0 || isNaN(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/query/since",schemaPath:"#/properties/query/properties/since/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}}), errors++;
}
}
}
if(data1.limit !== undefined){
let data9 = data1.limit;
if(!((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9)))){
(vErrors ??= []).push({instancePath:instancePath+"/query/limit",schemaPath:"#/properties/query/properties/limit/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data9 == "number"){
if(data9 > 10000 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/query/limit",schemaPath:"#/properties/query/properties/limit/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000}}), errors++;
}
if(data9 < 1 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/query/limit",schemaPath:"#/properties/query/properties/limit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}}), errors++;
}
}
}
}
}
}
validate16.errors = vErrors;
return errors === 0;
}

const schema21 = {"properties":{"path":{"properties":{}},"query":{"properties":{}},"body":{"$ref":"admin#/components/schemas/NewFault"}},"required":["body"]};
const schema22 = {"type":"object","additionalProperties":false,"required":["effect"],"properties":{"match":{"$ref":"#/components/schemas/FaultMatch"},"effect":{"$ref":"#/components/schemas/FaultEffect"},"after":{"type":"integer","minimum":0},"times":{"type":"integer","minimum":1},"probability":{"type":"number","exclusiveMinimum":0,"maximum":1},"seed":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991}}};
const schema23 = {"type":"object","additionalProperties":false,"properties":{"service":{"$ref":"#/components/schemas/Service"},"operation":{"type":"string","minLength":1},"client":{"type":"string","minLength":1},"path":{"type":"string","pattern":"^/[^*]*\\*?$"}}};
const pattern5 = new RegExp("^/[^*]*\\*?$", "u");

function validate19(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "service") || (key0 === "operation")) || (key0 === "client")) || (key0 === "path"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}), errors++;
}
}
if(data.service !== undefined){
let data0 = data.service;
if(typeof data0 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/service",schemaPath:"#/components/schemas/Service/type",keyword:"type",params:{type: "string"}}), errors++;
}
if(!(((data0 === "cis") || (data0 === "dabp")) || (data0 === "cern"))){
(vErrors ??= []).push({instancePath:instancePath+"/service",schemaPath:"#/components/schemas/Service/enum",keyword:"enum",params:{allowedValues: schema18.enum}}), errors++;
}
}
if(data.operation !== undefined){
let data1 = data.operation;
if(typeof data1 === "string"){
if(data1.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/minLength",keyword:"minLength",params:{limit: 1}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data.client !== undefined){
let data2 = data.client;
if(typeof data2 === "string"){
if(data2.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/client",schemaPath:"#/properties/client/minLength",keyword:"minLength",params:{limit: 1}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/client",schemaPath:"#/properties/client/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data.path !== undefined){
let data3 = data.path;
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/path",schemaPath:"#/properties/path/pattern",keyword:"pattern",params:{pattern: "^/[^*]*\\*?$"}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}), errors++;
}
validate19.errors = vErrors;
return errors === 0;
}

const schema25 = {"oneOf":[{"$ref":"#/components/schemas/StatusEffect"},{"$ref":"#/components/schemas/RateLimitEffect"},{"$ref":"#/components/schemas/DelayEffect"},{"$ref":"#/components/schemas/ConnectionEffect"},{"$ref":"#/components/schemas/BodyEffect"},{"$ref":"#/components/schemas/TokenEffect"}],"type":"object","required":["type"],"discriminator":{"propertyName":"type"}};
const schema26 = {"type":"object","additionalProperties":false,"required":["type","status"],"properties":{"type":{"type":"string","enum":["status"]},"status":{"type":"integer","minimum":200,"maximum":599},"body":{},"headers":{"type":"object","additionalProperties":{"type":"string"}},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};
const schema27 = {"type":"integer","minimum":0,"maximum":600000};

function validate22(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"}}), errors++;
}
if(data.status === undefined){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "status"}}), errors++;
}
for(const key0 in data){
if(!(((((key0 === "type") || (key0 === "status")) || (key0 === "body")) || (key0 === "headers")) || (key0 === "delayMs"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}), errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"}}), errors++;
}
if(!(data0 === "status")){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema26.properties.type.enum}}), errors++;
}
}
if(data.status !== undefined){
let data1 = data.status;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data1 == "number"){
if(data1 > 599 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/status",schemaPath:"#/properties/status/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599}}), errors++;
}
if(data1 < 200 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/status",schemaPath:"#/properties/status/minimum",keyword:"minimum",params:{comparison: ">=", limit: 200}}), errors++;
}
}
}
if(data.headers !== undefined){
let data2 = data.headers;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(typeof data2[key1] !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/headers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/headers/additionalProperties/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/type",keyword:"type",params:{type: "object"}}), errors++;
}
}
if(data.delayMs !== undefined){
let data4 = data.delayMs;
if(!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data4 == "number"){
if(data4 > 600000 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 600000}}), errors++;
}
if(data4 < 0 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}}), errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}), errors++;
}
validate22.errors = vErrors;
return errors === 0;
}

const schema28 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","enum":["rateLimit"]},"retryAfterSeconds":{"type":"integer","minimum":0,"maximum":86400},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};

function validate23(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"}}), errors++;
}
for(const key0 in data){
if(!(((key0 === "type") || (key0 === "retryAfterSeconds")) || (key0 === "delayMs"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}), errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"}}), errors++;
}
if(!(data0 === "rateLimit")){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema28.properties.type.enum}}), errors++;
}
}
if(data.retryAfterSeconds !== undefined){
let data1 = data.retryAfterSeconds;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/retryAfterSeconds",schemaPath:"#/properties/retryAfterSeconds/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data1 == "number"){
if(data1 > 86400 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/retryAfterSeconds",schemaPath:"#/properties/retryAfterSeconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 86400}}), errors++;
}
if(data1 < 0 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/retryAfterSeconds",schemaPath:"#/properties/retryAfterSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}}), errors++;
}
}
}
if(data.delayMs !== undefined){
let data2 = data.delayMs;
if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data2 == "number"){
if(data2 > 600000 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 600000}}), errors++;
}
if(data2 < 0 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}}), errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}), errors++;
}
validate23.errors = vErrors;
return errors === 0;
}

const schema30 = {"type":"object","additionalProperties":false,"required":["type","delayMs"],"properties":{"type":{"type":"string","enum":["delay"]},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};

function validate24(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"}}), errors++;
}
if(data.delayMs === undefined){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "delayMs"}}), errors++;
}
for(const key0 in data){
if(!((key0 === "type") || (key0 === "delayMs"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}), errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"}}), errors++;
}
if(!(data0 === "delay")){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema30.properties.type.enum}}), errors++;
}
}
if(data.delayMs !== undefined){
let data1 = data.delayMs;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data1 == "number"){
if(data1 > 600000 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 600000}}), errors++;
}
if(data1 < 0 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}}), errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}), errors++;
}
validate24.errors = vErrors;
return errors === 0;
}

const schema32 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","enum":["reset","truncate"]},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};

function validate25(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"}}), errors++;
}
for(const key0 in data){
if(!((key0 === "type") || (key0 === "delayMs"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}), errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"}}), errors++;
}
if(!((data0 === "reset") || (data0 === "truncate"))){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema32.properties.type.enum}}), errors++;
}
}
if(data.delayMs !== undefined){
let data1 = data.delayMs;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data1 == "number"){
if(data1 > 600000 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 600000}}), errors++;
}
if(data1 < 0 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}}), errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}), errors++;
}
validate25.errors = vErrors;
return errors === 0;
}

const schema34 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","enum":["truncatedJson","malformedJson"]},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};

function validate26(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"}}), errors++;
}
for(const key0 in data){
if(!((key0 === "type") || (key0 === "delayMs"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}), errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"}}), errors++;
}
if(!((data0 === "truncatedJson") || (data0 === "malformedJson"))){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema34.properties.type.enum}}), errors++;
}
}
if(data.delayMs !== undefined){
let data1 = data.delayMs;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data1 == "number"){
if(data1 > 600000 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 600000}}), errors++;
}
if(data1 < 0 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}}), errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}), errors++;
}
validate26.errors = vErrors;
return errors === 0;
}

const schema36 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","enum":["rejectedToken","expiredToken"]},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};

function validate27(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"}}), errors++;
}
for(const key0 in data){
if(!((key0 === "type") || (key0 === "delayMs"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}), errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"}}), errors++;
}
if(!((data0 === "rejectedToken") || (data0 === "expiredToken"))){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema36.properties.type.enum}}), errors++;
}
}
if(data.delayMs !== undefined){
let data1 = data.delayMs;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data1 == "number"){
if(data1 > 600000 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 600000}}), errors++;
}
if(data1 < 0 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/delayMs",schemaPath:"#/components/schemas/DelayMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}}), errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}), errors++;
}
validate27.errors = vErrors;
return errors === 0;
}


function validate21(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"}}), errors++;
}
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "status"){
if(!(validate22(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
else if(tag0 === "rateLimit"){
if(!(validate23(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
else if(tag0 === "delay"){
if(!(validate24(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
else if(tag0 === "reset"){
if(!(validate25(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
else if(tag0 === "truncate"){
if(!(validate25(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
else if(tag0 === "truncatedJson"){
if(!(validate26(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
else if(tag0 === "malformedJson"){
if(!(validate26(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
else if(tag0 === "rejectedToken"){
if(!(validate27(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
else if(tag0 === "expiredToken"){
if(!(validate27(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "type", tagValue: tag0}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "tag", tag: "type", tagValue: tag0}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}), errors++;
}
validate21.errors = vErrors;
return errors === 0;
}


function validate18(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.effect === undefined){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "effect"}}), errors++;
}
for(const key0 in data){
if(!((((((key0 === "match") || (key0 === "effect")) || (key0 === "after")) || (key0 === "times")) || (key0 === "probability")) || (key0 === "seed"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}), errors++;
}
}
if(data.match !== undefined){
if(!(validate19(data.match, {instancePath:instancePath+"/match"}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
}
if(data.effect !== undefined){
if(!(validate21(data.effect, {instancePath:instancePath+"/effect"}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.after !== undefined){
let data2 = data.after;
if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
(vErrors ??= []).push({instancePath:instancePath+"/after",schemaPath:"#/properties/after/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data2 == "number"){
if(data2 < 0 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/after",schemaPath:"#/properties/after/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}}), errors++;
}
}
}
if(data.times !== undefined){
let data3 = data.times;
if(!((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3)))){
(vErrors ??= []).push({instancePath:instancePath+"/times",schemaPath:"#/properties/times/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data3 == "number"){
if(data3 < 1 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/times",schemaPath:"#/properties/times/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}}), errors++;
}
}
}
if(data.probability !== undefined){
let data4 = data.probability;
if(typeof data4 == "number"){
if(data4 > 1 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/probability",schemaPath:"#/properties/probability/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1}}), errors++;
}
if(data4 <= 0 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/probability",schemaPath:"#/properties/probability/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/probability",schemaPath:"#/properties/probability/type",keyword:"type",params:{type: "number"}}), errors++;
}
}
if(data.seed !== undefined){
let data5 = data.seed;
if(!((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5)))){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data5 == "number"){
if(data5 > 9007199254740991 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}}), errors++;
}
if(data5 < -9007199254740991 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991}}), errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}), errors++;
}
validate18.errors = vErrors;
return errors === 0;
}


function validate17(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.body === undefined){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "body"}}), errors++;
}
if(data.body !== undefined){
if(!(validate18(data.body, {instancePath:instancePath+"/body"}))){
vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
errors = vErrors.length;
}
}
}
validate17.errors = vErrors;
return errors === 0;
}

const schema38 = {"properties":{"path":{"properties":{"id":{"type":"integer","minimum":1}}},"query":{"properties":{}}},"required":[]};

function validate39(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path !== undefined){
let data0 = data.path;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.id !== undefined){
let data1 = data0.id;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/path/id",schemaPath:"#/properties/path/properties/id/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data1 == "number"){
if(data1 < 1 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/path/id",schemaPath:"#/properties/path/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}}), errors++;
}
}
}
}
}
}
validate39.errors = vErrors;
return errors === 0;
}

const schema39 = {"properties":{"path":{"properties":{"id":{"type":"integer","minimum":1}}},"query":{"properties":{}}},"required":[]};

function validate40(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path !== undefined){
let data0 = data.path;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.id !== undefined){
let data1 = data0.id;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/path/id",schemaPath:"#/properties/path/properties/id/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data1 == "number"){
if(data1 < 1 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/path/id",schemaPath:"#/properties/path/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}}), errors++;
}
}
}
}
}
}
validate40.errors = vErrors;
return errors === 0;
}

const schema40 = {"properties":{"path":{"properties":{}},"query":{"properties":{}},"body":{"$ref":"admin#/components/schemas/ClockSetting"}},"required":["body"]};
const schema41 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"now":{"type":"string","format":"date-time"},"frozen":{"type":"boolean"}}};
const formats0 = /^(?:\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|\d{4}-(?:0[13-9]|1[0-2])-(?:29|30)|\d{4}-(?:0[13578]|1[02])-31|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?Z$/;

function validate41(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.body === undefined){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "body"}}), errors++;
}
if(data.body !== undefined){
let data2 = data.body;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(Object.keys(data2).length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/body",schemaPath:"admin#/components/schemas/ClockSetting/minProperties",keyword:"minProperties",params:{limit: 1}}), errors++;
}
for(const key0 in data2){
if(!((key0 === "now") || (key0 === "frozen"))){
(vErrors ??= []).push({instancePath:instancePath+"/body",schemaPath:"admin#/components/schemas/ClockSetting/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}), errors++;
}
}
if(data2.now !== undefined){
let data3 = data2.now;
if(typeof data3 === "string"){
if(!(formats0.test(data3))){
(vErrors ??= []).push({instancePath:instancePath+"/body/now",schemaPath:"admin#/components/schemas/ClockSetting/properties/now/format",keyword:"format",params:{format: "date-time"}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/body/now",schemaPath:"admin#/components/schemas/ClockSetting/properties/now/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data2.frozen !== undefined){
if(typeof data2.frozen !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/body/frozen",schemaPath:"admin#/components/schemas/ClockSetting/properties/frozen/type",keyword:"type",params:{type: "boolean"}}), errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/body",schemaPath:"admin#/components/schemas/ClockSetting/type",keyword:"type",params:{type: "object"}}), errors++;
}
}
}
validate41.errors = vErrors;
return errors === 0;
}

const schema42 = {"properties":{"path":{"properties":{}},"query":{"properties":{}},"body":{"$ref":"admin#/components/schemas/ClockAdvance"}},"required":["body"]};
const schema43 = {"type":"object","additionalProperties":false,"required":["seconds"],"properties":{"seconds":{"type":"number","minimum":-10000000000,"maximum":10000000000}}};

function validate42(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.body === undefined){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "body"}}), errors++;
}
if(data.body !== undefined){
let data2 = data.body;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.seconds === undefined){
(vErrors ??= []).push({instancePath:instancePath+"/body",schemaPath:"admin#/components/schemas/ClockAdvance/required",keyword:"required",params:{missingProperty: "seconds"}}), errors++;
}
for(const key0 in data2){
if(!(key0 === "seconds")){
(vErrors ??= []).push({instancePath:instancePath+"/body",schemaPath:"admin#/components/schemas/ClockAdvance/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}), errors++;
}
}
if(data2.seconds !== undefined){
let data3 = data2.seconds;
if(typeof data3 == "number"){
if(data3 > 10000000000 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/body/seconds",schemaPath:"admin#/components/schemas/ClockAdvance/properties/seconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000000000}}), errors++;
}
if(data3 < -10000000000 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/body/seconds",schemaPath:"admin#/components/schemas/ClockAdvance/properties/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: -10000000000}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/body/seconds",schemaPath:"admin#/components/schemas/ClockAdvance/properties/seconds/type",keyword:"type",params:{type: "number"}}), errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/body",schemaPath:"admin#/components/schemas/ClockAdvance/type",keyword:"type",params:{type: "object"}}), errors++;
}
}
}
validate42.errors = vErrors;
return errors === 0;
}

const schema44 = {"properties":{"path":{"properties":{}},"query":{"properties":{"after":{"type":"string"},"limit":{"type":"integer","minimum":1,"maximum":10000}}}},"required":[]};

function validate43(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.query !== undefined){
let data1 = data.query;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.after !== undefined){
if(typeof data1.after !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/query/after",schemaPath:"#/properties/query/properties/after/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data1.limit !== undefined){
let data3 = data1.limit;
if(!((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3)))){
(vErrors ??= []).push({instancePath:instancePath+"/query/limit",schemaPath:"#/properties/query/properties/limit/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data3 == "number"){
if(data3 > 10000 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/query/limit",schemaPath:"#/properties/query/properties/limit/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000}}), errors++;
}
if(data3 < 1 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/query/limit",schemaPath:"#/properties/query/properties/limit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}}), errors++;
}
}
}
}
}
}
validate43.errors = vErrors;
return errors === 0;
}

const schema45 = {"properties":{"path":{"properties":{}},"query":{"properties":{}},"body":{"$ref":"admin#/components/schemas/NewPerson"}},"required":["body"]};
const schema46 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"profile":{"$ref":"#/components/schemas/RawProfile"},"attributes":{"$ref":"#/components/schemas/Attributes"},"displays":{"$ref":"#/components/schemas/Displays"}}};
const schema47 = {"type":"object","additionalProperties":true};
const schema48 = {"type":"object","additionalProperties":true};
const schema49 = {"type":"object","additionalProperties":{"type":["string","null"]}};

function validate45(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
(vErrors ??= []).push({instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1}}), errors++;
}
for(const key0 in data){
if(!(((key0 === "profile") || (key0 === "attributes")) || (key0 === "displays"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}), errors++;
}
}
if(data.profile !== undefined){
let data0 = data.profile;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/profile",schemaPath:"#/components/schemas/RawProfile/type",keyword:"type",params:{type: "object"}}), errors++;
}
}
if(data.attributes !== undefined){
let data1 = data.attributes;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/attributes",schemaPath:"#/components/schemas/Attributes/type",keyword:"type",params:{type: "object"}}), errors++;
}
}
if(data.displays !== undefined){
let data2 = data.displays;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
let data3 = data2[key1];
if((typeof data3 !== "string") && (data3 !== null)){
(vErrors ??= []).push({instancePath:instancePath+"/displays/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/Displays/additionalProperties/type",keyword:"type",params:{type: schema49.additionalProperties.type}}), errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/displays",schemaPath:"#/components/schemas/Displays/type",keyword:"type",params:{type: "object"}}), errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}), errors++;
}
validate45.errors = vErrors;
return errors === 0;
}


function validate44(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.body === undefined){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "body"}}), errors++;
}
if(data.body !== undefined){
if(!(validate45(data.body, {instancePath:instancePath+"/body"}))){
vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
errors = vErrors.length;
}
}
}
validate44.errors = vErrors;
return errors === 0;
}

const schema50 = {"properties":{"path":{"properties":{"id":{"type":"string","minLength":1}}},"query":{"properties":{}}},"required":[]};

function validate47(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path !== undefined){
let data0 = data.path;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.id !== undefined){
let data1 = data0.id;
if(typeof data1 === "string"){
if(data1.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/path/id",schemaPath:"#/properties/path/properties/id/minLength",keyword:"minLength",params:{limit: 1}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/path/id",schemaPath:"#/properties/path/properties/id/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
}
}
}
validate47.errors = vErrors;
return errors === 0;
}

const schema51 = {"properties":{"path":{"properties":{"id":{"type":"string","minLength":1}}},"query":{"properties":{}},"body":{"$ref":"admin#/components/schemas/PersonChange"}},"required":["body"]};
const schema52 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"profile":{"$ref":"#/components/schemas/RawProfile"},"attributes":{"$ref":"#/components/schemas/Attributes"},"displays":{"$ref":"#/components/schemas/Displays"}}};

function validate49(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
(vErrors ??= []).push({instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1}}), errors++;
}
for(const key0 in data){
if(!(((key0 === "profile") || (key0 === "attributes")) || (key0 === "displays"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}), errors++;
}
}
if(data.profile !== undefined){
let data0 = data.profile;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/profile",schemaPath:"#/components/schemas/RawProfile/type",keyword:"type",params:{type: "object"}}), errors++;
}
}
if(data.attributes !== undefined){
let data1 = data.attributes;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/attributes",schemaPath:"#/components/schemas/Attributes/type",keyword:"type",params:{type: "object"}}), errors++;
}
}
if(data.displays !== undefined){
let data2 = data.displays;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
let data3 = data2[key1];
if((typeof data3 !== "string") && (data3 !== null)){
(vErrors ??= []).push({instancePath:instancePath+"/displays/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/Displays/additionalProperties/type",keyword:"type",params:{type: schema49.additionalProperties.type}}), errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/displays",schemaPath:"#/components/schemas/Displays/type",keyword:"type",params:{type: "object"}}), errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}), errors++;
}
validate49.errors = vErrors;
return errors === 0;
}


function validate48(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.body === undefined){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "body"}}), errors++;
}
if(data.path !== undefined){
let data0 = data.path;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.id !== undefined){
let data1 = data0.id;
if(typeof data1 === "string"){
if(data1.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/path/id",schemaPath:"#/properties/path/properties/id/minLength",keyword:"minLength",params:{limit: 1}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/path/id",schemaPath:"#/properties/path/properties/id/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
}
}
if(data.body !== undefined){
if(!(validate49(data.body, {instancePath:instancePath+"/body"}))){
vErrors = vErrors === null ? validate49.errors : vErrors.concat(validate49.errors);
errors = vErrors.length;
}
}
}
validate48.errors = vErrors;
return errors === 0;
}

const schema56 = {"properties":{"path":{"properties":{"id":{"type":"string","minLength":1}}},"query":{"properties":{}}},"required":[]};

function validate51(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path !== undefined){
let data0 = data.path;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.id !== undefined){
let data1 = data0.id;
if(typeof data1 === "string"){
if(data1.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/path/id",schemaPath:"#/properties/path/properties/id/minLength",keyword:"minLength",params:{limit: 1}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/path/id",schemaPath:"#/properties/path/properties/id/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
}
}
}
validate51.errors = vErrors;
return errors === 0;
}

const schema57 = {"properties":{"path":{"properties":{"name":{"$ref":"admin#/components/schemas/Name"}}},"query":{"properties":{}}},"required":[]};

function validate52(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path !== undefined){
let data0 = data.path;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.name !== undefined){
let data1 = data0.name;
if(typeof data1 === "string"){
if(!pattern0.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/path/name",schemaPath:"admin#/components/schemas/Name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9._~-]{1,64}$"}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/path/name",schemaPath:"admin#/components/schemas/Name/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
}
}
}
validate52.errors = vErrors;
return errors === 0;
}

const schema59 = {"properties":{"path":{"properties":{"name":{"$ref":"admin#/components/schemas/Name"}}},"query":{"properties":{}}},"required":[]};

function validate53(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path !== undefined){
let data0 = data.path;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.name !== undefined){
let data1 = data0.name;
if(typeof data1 === "string"){
if(!pattern0.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/path/name",schemaPath:"admin#/components/schemas/Name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9._~-]{1,64}$"}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/path/name",schemaPath:"admin#/components/schemas/Name/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
}
}
}
validate53.errors = vErrors;
return errors === 0;
}

const schema61 = {"properties":{"path":{"properties":{"name":{"$ref":"admin#/components/schemas/Name"}}},"query":{"properties":{}}},"required":[]};

function validate54(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path !== undefined){
let data0 = data.path;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.name !== undefined){
let data1 = data0.name;
if(typeof data1 === "string"){
if(!pattern0.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/path/name",schemaPath:"admin#/components/schemas/Name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9._~-]{1,64}$"}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/path/name",schemaPath:"admin#/components/schemas/Name/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
}
}
}
validate54.errors = vErrors;
return errors === 0;
}

const schema63 = {"properties":{"path":{"properties":{}},"query":{"properties":{}},"body":{"$ref":"admin#/components/schemas/TokenWish"}},"required":["body"]};
const schema64 = {"type":"object","additionalProperties":false,"properties":{"service":{"allOf":[{"$ref":"#/components/schemas/Service"}]},"scopes":{"type":"array","items":{"type":"string","pattern":"^\\S+$"}},"clientId":{"type":"string","minLength":1},"user":{"type":"string","minLength":1},"audience":{"type":"string","minLength":1},"lifetimeSeconds":{"type":"integer","minimum":1,"maximum":10000000000},"claims":{"type":"object","additionalProperties":true},"flaw":{"$ref":"#/components/schemas/TokenFlaw"}}};
const schema66 = {"type":"string","enum":["expired","notYetValid","wrongAudience","wrongIssuer","wrongSignature","algorithmNone","unknownKey","malformed"]};
const pattern9 = new RegExp("^\\S+$", "u");

function validate56(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((((key0 === "service") || (key0 === "scopes")) || (key0 === "clientId")) || (key0 === "user")) || (key0 === "audience")) || (key0 === "lifetimeSeconds")) || (key0 === "claims")) || (key0 === "flaw"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}), errors++;
}
}
if(data.service !== undefined){
let data0 = data.service;
if(typeof data0 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/service",schemaPath:"#/components/schemas/Service/type",keyword:"type",params:{type: "string"}}), errors++;
}
if(!(((data0 === "cis") || (data0 === "dabp")) || (data0 === "cern"))){
(vErrors ??= []).push({instancePath:instancePath+"/service",schemaPath:"#/components/schemas/Service/enum",keyword:"enum",params:{allowedValues: schema18.enum}}), errors++;
}
}
if(data.scopes !== undefined){
let data1 = data.scopes;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(!pattern9.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/scopes/" + i0,schemaPath:"#/properties/scopes/items/pattern",keyword:"pattern",params:{pattern: "^\\S+$"}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/scopes/" + i0,schemaPath:"#/properties/scopes/items/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/type",keyword:"type",params:{type: "array"}}), errors++;
}
}
if(data.clientId !== undefined){
let data3 = data.clientId;
if(typeof data3 === "string"){
if(data3.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/minLength",keyword:"minLength",params:{limit: 1}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data.user !== undefined){
let data4 = data.user;
if(typeof data4 === "string"){
if(data4.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/user",schemaPath:"#/properties/user/minLength",keyword:"minLength",params:{limit: 1}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data.audience !== undefined){
let data5 = data.audience;
if(typeof data5 === "string"){
if(data5.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/minLength",keyword:"minLength",params:{limit: 1}}), errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/type",keyword:"type",params:{type: "string"}}), errors++;
}
}
if(data.lifetimeSeconds !== undefined){
let data6 = data.lifetimeSeconds;
if(!((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6)))){
(vErrors ??= []).push({instancePath:instancePath+"/lifetimeSeconds",schemaPath:"#/properties/lifetimeSeconds/type",keyword:"type",params:{type: "integer"}}), errors++;
}
if(typeof data6 == "number"){
if(data6 > 10000000000 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/lifetimeSeconds",schemaPath:"#/properties/lifetimeSeconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000000000}}), errors++;
}
if(data6 < 1 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/lifetimeSeconds",schemaPath:"#/properties/lifetimeSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}}), errors++;
}
}
}
if(data.claims !== undefined){
let data7 = data.claims;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/claims",schemaPath:"#/properties/claims/type",keyword:"type",params:{type: "object"}}), errors++;
}
}
if(data.flaw !== undefined){
let data8 = data.flaw;
if(typeof data8 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/flaw",schemaPath:"#/components/schemas/TokenFlaw/type",keyword:"type",params:{type: "string"}}), errors++;
}
if(!((((((((data8 === "expired") || (data8 === "notYetValid")) || (data8 === "wrongAudience")) || (data8 === "wrongIssuer")) || (data8 === "wrongSignature")) || (data8 === "algorithmNone")) || (data8 === "unknownKey")) || (data8 === "malformed"))){
(vErrors ??= []).push({instancePath:instancePath+"/flaw",schemaPath:"#/components/schemas/TokenFlaw/enum",keyword:"enum",params:{allowedValues: schema66.enum}}), errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}), errors++;
}
validate56.errors = vErrors;
return errors === 0;
}


function validate55(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.body === undefined){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "body"}}), errors++;
}
if(data.body !== undefined){
if(!(validate56(data.body, {instancePath:instancePath+"/body"}))){
vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
errors = vErrors.length;
}
}
}
validate55.errors = vErrors;
return errors === 0;
}
