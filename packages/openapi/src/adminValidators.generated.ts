// @ts-nocheck: the functions are written by ajv.
// Generated from openapi/admin.yaml by `npm run generate`. Do not edit.

/** One thing that is wrong with an input. */
export interface InputProblem {
  readonly keyword: string
  /** A JSON pointer into the input. */
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
}

function report(problems: InputProblem[] | null, instancePath: string, keyword: string, params: object): InputProblem[] {
  return [...(problems ?? []), { instancePath, keyword, params }]
}

/** Checks an input. What is wrong with it stands in `errors` until the next call. */
export interface InputValidator {
  (input: unknown): boolean
  errors?: readonly InputProblem[] | null
}


const input0 = validate10;
const schema11 = {"type":"string","minLength":1};

function validate10(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(data.length < 1){
vErrors = report(vErrors, instancePath, "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "string"});
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

const input1 = validate12;
const schema13 = {"type":"object","additionalProperties":false,"properties":{"parts":{"type":"array","minItems":1,"items":{"$ref":"#/components/schemas/ResetPart"}}}};
const schema14 = {"type":"string","enum":["people","groups","activity","grants","keys","clients","reports","clock","faults","journal","snapshots"]};

function validate12(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "parts")){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.parts !== undefined){
let data0 = data.parts;
if(Array.isArray(data0)){
if(data0.length < 1){
vErrors = report(vErrors, instancePath+"/parts", "minItems", {limit: 1});
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 !== "string"){
vErrors = report(vErrors, instancePath+"/parts/" + i0, "type", {type: "string"});
errors++;
}
if(!(((((((((((data1 === "people") || (data1 === "groups")) || (data1 === "activity")) || (data1 === "grants")) || (data1 === "keys")) || (data1 === "clients")) || (data1 === "reports")) || (data1 === "clock")) || (data1 === "faults")) || (data1 === "journal")) || (data1 === "snapshots"))){
vErrors = report(vErrors, instancePath+"/parts/" + i0, "enum", {allowedValues: schema14.enum});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath+"/parts", "type", {type: "array"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate12.errors = vErrors;
return errors === 0;
}

const input2 = validate13;
const schema15 = {"type":"string","pattern":"^[A-Za-z0-9._~-]{1,64}$"};
const pattern0 = new RegExp("^[A-Za-z0-9._~-]{1,64}$", "u");

function validate13(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!pattern0.test(data)){
vErrors = report(vErrors, instancePath, "pattern", {pattern: "^[A-Za-z0-9._~-]{1,64}$"});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "string"});
errors++;
}
validate13.errors = vErrors;
return errors === 0;
}

const input3 = validate14;
const schema16 = {"type":"string","enum":["cis","dabp","cern"]};

function validate14(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(typeof data !== "string"){
vErrors = report(vErrors, instancePath, "type", {type: "string"});
errors++;
}
if(!(((data === "cis") || (data === "dabp")) || (data === "cern"))){
vErrors = report(vErrors, instancePath, "enum", {allowedValues: schema16.enum});
errors++;
}
validate14.errors = vErrors;
return errors === 0;
}

const input4 = validate15;
const schema17 = {"type":"string","pattern":"^[1-5](\\d\\d|xx)$"};
const pattern1 = new RegExp("^[1-5](\\d\\d|xx)$", "u");

function validate15(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!pattern1.test(data)){
vErrors = report(vErrors, instancePath, "pattern", {pattern: "^[1-5](\\d\\d|xx)$"});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "string"});
errors++;
}
validate15.errors = vErrors;
return errors === 0;
}

const input5 = validate16;
const schema18 = {"type":"string","pattern":"^/"};
const pattern2 = new RegExp("^/", "u");

function validate16(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!pattern2.test(data)){
vErrors = report(vErrors, instancePath, "pattern", {pattern: "^/"});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "string"});
errors++;
}
validate16.errors = vErrors;
return errors === 0;
}

const input6 = validate17;
const schema19 = {"type":"integer","minimum":0};

function validate17(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(!((typeof data == "number") && (!(data % 1) && !isNaN(data)))){
vErrors = report(vErrors, instancePath, "type", {type: "integer"});
errors++;
}
if(typeof data == "number"){
if(data < 0 || isNaN(data)){
vErrors = report(vErrors, instancePath, "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
validate17.errors = vErrors;
return errors === 0;
}

const input7 = validate18;
const schema20 = {"type":"integer","minimum":1,"maximum":10000};

function validate18(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(!((typeof data == "number") && (!(data % 1) && !isNaN(data)))){
vErrors = report(vErrors, instancePath, "type", {type: "integer"});
errors++;
}
if(typeof data == "number"){
if(data > 10000 || isNaN(data)){
vErrors = report(vErrors, instancePath, "maximum", {comparison: "<=", limit: 10000});
errors++;
}
if(data < 1 || isNaN(data)){
vErrors = report(vErrors, instancePath, "minimum", {comparison: ">=", limit: 1});
errors++;
}
}
validate18.errors = vErrors;
return errors === 0;
}

const input8 = validate19;
const schema21 = {"type":"object","additionalProperties":false,"required":["effect"],"properties":{"match":{"$ref":"#/components/schemas/FaultMatch"},"effect":{"$ref":"#/components/schemas/FaultEffect"},"after":{"type":"integer","minimum":0},"times":{"type":"integer","minimum":1},"probability":{"type":"number","exclusiveMinimum":0,"maximum":1},"seed":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991}}};
const schema22 = {"type":"object","additionalProperties":false,"properties":{"service":{"$ref":"#/components/schemas/Service"},"operation":{"type":"string","minLength":1},"client":{"type":"string","minLength":1},"path":{"type":"string","pattern":"^/[^*]*\\*?$"}}};
const pattern3 = new RegExp("^/[^*]*\\*?$", "u");

function validate20(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "service") || (key0 === "operation")) || (key0 === "client")) || (key0 === "path"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.service !== undefined){
let data0 = data.service;
if(typeof data0 !== "string"){
vErrors = report(vErrors, instancePath+"/service", "type", {type: "string"});
errors++;
}
if(!(((data0 === "cis") || (data0 === "dabp")) || (data0 === "cern"))){
vErrors = report(vErrors, instancePath+"/service", "enum", {allowedValues: schema16.enum});
errors++;
}
}
if(data.operation !== undefined){
let data1 = data.operation;
if(typeof data1 === "string"){
if(data1.length < 1){
vErrors = report(vErrors, instancePath+"/operation", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/operation", "type", {type: "string"});
errors++;
}
}
if(data.client !== undefined){
let data2 = data.client;
if(typeof data2 === "string"){
if(data2.length < 1){
vErrors = report(vErrors, instancePath+"/client", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/client", "type", {type: "string"});
errors++;
}
}
if(data.path !== undefined){
let data3 = data.path;
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
vErrors = report(vErrors, instancePath+"/path", "pattern", {pattern: "^/[^*]*\\*?$"});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/path", "type", {type: "string"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}

const schema24 = {"oneOf":[{"$ref":"#/components/schemas/StatusEffect"},{"$ref":"#/components/schemas/RateLimitEffect"},{"$ref":"#/components/schemas/DelayEffect"},{"$ref":"#/components/schemas/ConnectionEffect"},{"$ref":"#/components/schemas/BodyEffect"},{"$ref":"#/components/schemas/TokenEffect"}],"type":"object","discriminator":{"propertyName":"type"}};
const schema25 = {"type":"object","additionalProperties":false,"required":["type","status"],"properties":{"type":{"type":"string","enum":["status"]},"status":{"type":"integer","minimum":200,"maximum":599},"body":{},"headers":{"type":"object","additionalProperties":{"type":"string"}},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};
const schema26 = {"type":"integer","minimum":0,"maximum":600000};

function validate23(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "type"});
errors++;
}
if(data.status === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "status"});
errors++;
}
for(const key0 in data){
if(!(((((key0 === "type") || (key0 === "status")) || (key0 === "body")) || (key0 === "headers")) || (key0 === "delayMs"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
vErrors = report(vErrors, instancePath+"/type", "type", {type: "string"});
errors++;
}
if(!(data0 === "status")){
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema25.properties.type.enum});
errors++;
}
}
if(data.status !== undefined){
let data1 = data.status;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
vErrors = report(vErrors, instancePath+"/status", "type", {type: "integer"});
errors++;
}
if(typeof data1 == "number"){
if(data1 > 599 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/status", "maximum", {comparison: "<=", limit: 599});
errors++;
}
if(data1 < 200 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/status", "minimum", {comparison: ">=", limit: 200});
errors++;
}
}
}
if(data.headers !== undefined){
let data2 = data.headers;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(typeof data2[key1] !== "string"){
vErrors = report(vErrors, instancePath+"/headers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "string"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath+"/headers", "type", {type: "object"});
errors++;
}
}
if(data.delayMs !== undefined){
let data4 = data.delayMs;
if(!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))){
vErrors = report(vErrors, instancePath+"/delayMs", "type", {type: "integer"});
errors++;
}
if(typeof data4 == "number"){
if(data4 > 600000 || isNaN(data4)){
vErrors = report(vErrors, instancePath+"/delayMs", "maximum", {comparison: "<=", limit: 600000});
errors++;
}
if(data4 < 0 || isNaN(data4)){
vErrors = report(vErrors, instancePath+"/delayMs", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}

const schema27 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","enum":["rateLimit"]},"retryAfterSeconds":{"type":"integer","minimum":0,"maximum":86400},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};

function validate24(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "type"});
errors++;
}
for(const key0 in data){
if(!(((key0 === "type") || (key0 === "retryAfterSeconds")) || (key0 === "delayMs"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
vErrors = report(vErrors, instancePath+"/type", "type", {type: "string"});
errors++;
}
if(!(data0 === "rateLimit")){
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema27.properties.type.enum});
errors++;
}
}
if(data.retryAfterSeconds !== undefined){
let data1 = data.retryAfterSeconds;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
vErrors = report(vErrors, instancePath+"/retryAfterSeconds", "type", {type: "integer"});
errors++;
}
if(typeof data1 == "number"){
if(data1 > 86400 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/retryAfterSeconds", "maximum", {comparison: "<=", limit: 86400});
errors++;
}
if(data1 < 0 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/retryAfterSeconds", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
if(data.delayMs !== undefined){
let data2 = data.delayMs;
if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
vErrors = report(vErrors, instancePath+"/delayMs", "type", {type: "integer"});
errors++;
}
if(typeof data2 == "number"){
if(data2 > 600000 || isNaN(data2)){
vErrors = report(vErrors, instancePath+"/delayMs", "maximum", {comparison: "<=", limit: 600000});
errors++;
}
if(data2 < 0 || isNaN(data2)){
vErrors = report(vErrors, instancePath+"/delayMs", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}

const schema29 = {"type":"object","additionalProperties":false,"required":["type","delayMs"],"properties":{"type":{"type":"string","enum":["delay"]},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};

function validate25(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "type"});
errors++;
}
if(data.delayMs === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "delayMs"});
errors++;
}
for(const key0 in data){
if(!((key0 === "type") || (key0 === "delayMs"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
vErrors = report(vErrors, instancePath+"/type", "type", {type: "string"});
errors++;
}
if(!(data0 === "delay")){
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema29.properties.type.enum});
errors++;
}
}
if(data.delayMs !== undefined){
let data1 = data.delayMs;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
vErrors = report(vErrors, instancePath+"/delayMs", "type", {type: "integer"});
errors++;
}
if(typeof data1 == "number"){
if(data1 > 600000 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/delayMs", "maximum", {comparison: "<=", limit: 600000});
errors++;
}
if(data1 < 0 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/delayMs", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}

const schema31 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","enum":["reset","truncate"]},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};

function validate26(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "type"});
errors++;
}
for(const key0 in data){
if(!((key0 === "type") || (key0 === "delayMs"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
vErrors = report(vErrors, instancePath+"/type", "type", {type: "string"});
errors++;
}
if(!((data0 === "reset") || (data0 === "truncate"))){
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema31.properties.type.enum});
errors++;
}
}
if(data.delayMs !== undefined){
let data1 = data.delayMs;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
vErrors = report(vErrors, instancePath+"/delayMs", "type", {type: "integer"});
errors++;
}
if(typeof data1 == "number"){
if(data1 > 600000 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/delayMs", "maximum", {comparison: "<=", limit: 600000});
errors++;
}
if(data1 < 0 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/delayMs", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}

const schema33 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","enum":["truncatedJson","malformedJson"]},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};

function validate27(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "type"});
errors++;
}
for(const key0 in data){
if(!((key0 === "type") || (key0 === "delayMs"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
vErrors = report(vErrors, instancePath+"/type", "type", {type: "string"});
errors++;
}
if(!((data0 === "truncatedJson") || (data0 === "malformedJson"))){
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema33.properties.type.enum});
errors++;
}
}
if(data.delayMs !== undefined){
let data1 = data.delayMs;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
vErrors = report(vErrors, instancePath+"/delayMs", "type", {type: "integer"});
errors++;
}
if(typeof data1 == "number"){
if(data1 > 600000 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/delayMs", "maximum", {comparison: "<=", limit: 600000});
errors++;
}
if(data1 < 0 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/delayMs", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}

const schema35 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","enum":["rejectedToken","expiredToken"]},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};

function validate28(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "type"});
errors++;
}
for(const key0 in data){
if(!((key0 === "type") || (key0 === "delayMs"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
vErrors = report(vErrors, instancePath+"/type", "type", {type: "string"});
errors++;
}
if(!((data0 === "rejectedToken") || (data0 === "expiredToken"))){
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema35.properties.type.enum});
errors++;
}
}
if(data.delayMs !== undefined){
let data1 = data.delayMs;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
vErrors = report(vErrors, instancePath+"/delayMs", "type", {type: "integer"});
errors++;
}
if(typeof data1 == "number"){
if(data1 > 600000 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/delayMs", "maximum", {comparison: "<=", limit: 600000});
errors++;
}
if(data1 < 0 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/delayMs", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate28.errors = vErrors;
return errors === 0;
}


function validate22(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "status"){
if(!(validate23(data, {instancePath}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
else if(tag0 === "rateLimit"){
if(!(validate24(data, {instancePath}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
else if(tag0 === "delay"){
if(!(validate25(data, {instancePath}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
else if(tag0 === "reset"){
if(!(validate26(data, {instancePath}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
else if(tag0 === "truncate"){
if(!(validate26(data, {instancePath}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
else if(tag0 === "truncatedJson"){
if(!(validate27(data, {instancePath}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
else if(tag0 === "malformedJson"){
if(!(validate27(data, {instancePath}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
else if(tag0 === "rejectedToken"){
if(!(validate28(data, {instancePath}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
else if(tag0 === "expiredToken"){
if(!(validate28(data, {instancePath}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
else {
vErrors = report(vErrors, instancePath, "discriminator", {error: "mapping", tag: "type", tagValue: tag0});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath, "discriminator", {error: "tag", tag: "type", tagValue: tag0});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}


function validate19(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.effect === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "effect"});
errors++;
}
for(const key0 in data){
if(!((((((key0 === "match") || (key0 === "effect")) || (key0 === "after")) || (key0 === "times")) || (key0 === "probability")) || (key0 === "seed"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.match !== undefined){
if(!(validate20(data.match, {instancePath:instancePath+"/match"}))){
vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
errors = vErrors.length;
}
}
if(data.effect !== undefined){
if(!(validate22(data.effect, {instancePath:instancePath+"/effect"}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
if(data.after !== undefined){
let data2 = data.after;
if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
vErrors = report(vErrors, instancePath+"/after", "type", {type: "integer"});
errors++;
}
if(typeof data2 == "number"){
if(data2 < 0 || isNaN(data2)){
vErrors = report(vErrors, instancePath+"/after", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
if(data.times !== undefined){
let data3 = data.times;
if(!((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3)))){
vErrors = report(vErrors, instancePath+"/times", "type", {type: "integer"});
errors++;
}
if(typeof data3 == "number"){
if(data3 < 1 || isNaN(data3)){
vErrors = report(vErrors, instancePath+"/times", "minimum", {comparison: ">=", limit: 1});
errors++;
}
}
}
if(data.probability !== undefined){
let data4 = data.probability;
if(typeof data4 == "number"){
if(data4 > 1 || isNaN(data4)){
vErrors = report(vErrors, instancePath+"/probability", "maximum", {comparison: "<=", limit: 1});
errors++;
}
if(data4 <= 0 || isNaN(data4)){
vErrors = report(vErrors, instancePath+"/probability", "exclusiveMinimum", {comparison: ">", limit: 0});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/probability", "type", {type: "number"});
errors++;
}
}
if(data.seed !== undefined){
let data5 = data.seed;
if(!((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5)))){
vErrors = report(vErrors, instancePath+"/seed", "type", {type: "integer"});
errors++;
}
if(typeof data5 == "number"){
if(data5 > 9007199254740991 || isNaN(data5)){
vErrors = report(vErrors, instancePath+"/seed", "maximum", {comparison: "<=", limit: 9007199254740991});
errors++;
}
if(data5 < -9007199254740991 || isNaN(data5)){
vErrors = report(vErrors, instancePath+"/seed", "minimum", {comparison: ">=", limit: -9007199254740991});
errors++;
}
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate19.errors = vErrors;
return errors === 0;
}

const input9 = validate39;
const schema37 = {"type":"integer","minimum":1};

function validate39(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(!((typeof data == "number") && (!(data % 1) && !isNaN(data)))){
vErrors = report(vErrors, instancePath, "type", {type: "integer"});
errors++;
}
if(typeof data == "number"){
if(data < 1 || isNaN(data)){
vErrors = report(vErrors, instancePath, "minimum", {comparison: ">=", limit: 1});
errors++;
}
}
validate39.errors = vErrors;
return errors === 0;
}

const input10 = validate40;
const schema38 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"now":{"type":"string","format":"date-time"},"frozen":{"type":"boolean"}}};
const formats0 = /^(?:\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|\d{4}-(?:0[13-9]|1[0-2])-(?:29|30)|\d{4}-(?:0[13578]|1[02])-31|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;

function validate40(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
vErrors = report(vErrors, instancePath, "minProperties", {limit: 1});
errors++;
}
for(const key0 in data){
if(!((key0 === "now") || (key0 === "frozen"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.now !== undefined){
let data0 = data.now;
if(typeof data0 === "string"){
if(!(formats0.test(data0))){
vErrors = report(vErrors, instancePath+"/now", "format", {format: "date-time"});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/now", "type", {type: "string"});
errors++;
}
}
if(data.frozen !== undefined){
if(typeof data.frozen !== "boolean"){
vErrors = report(vErrors, instancePath+"/frozen", "type", {type: "boolean"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate40.errors = vErrors;
return errors === 0;
}

const input11 = validate41;
const schema39 = {"type":"object","additionalProperties":false,"required":["seconds"],"properties":{"seconds":{"type":"number","minimum":-10000000000,"maximum":10000000000}}};

function validate41(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.seconds === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "seconds"});
errors++;
}
for(const key0 in data){
if(!(key0 === "seconds")){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.seconds !== undefined){
let data0 = data.seconds;
if(typeof data0 == "number"){
if(data0 > 10000000000 || isNaN(data0)){
vErrors = report(vErrors, instancePath+"/seconds", "maximum", {comparison: "<=", limit: 10000000000});
errors++;
}
if(data0 < -10000000000 || isNaN(data0)){
vErrors = report(vErrors, instancePath+"/seconds", "minimum", {comparison: ">=", limit: -10000000000});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/seconds", "type", {type: "number"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate41.errors = vErrors;
return errors === 0;
}

const input12 = validate42;
const schema40 = {"type":"string"};

function validate42(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(typeof data !== "string"){
vErrors = report(vErrors, instancePath, "type", {type: "string"});
errors++;
}
validate42.errors = vErrors;
return errors === 0;
}

const input13 = validate43;
const schema41 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"profile":{"$ref":"#/components/schemas/RawProfile"},"attributes":{"$ref":"#/components/schemas/Attributes"},"displays":{"$ref":"#/components/schemas/Displays"}}};
const schema42 = {"type":"object","additionalProperties":true};
const schema43 = {"type":"object","additionalProperties":true};
const schema44 = {"type":"object","additionalProperties":{"type":["string","null"]}};

function validate43(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
vErrors = report(vErrors, instancePath, "minProperties", {limit: 1});
errors++;
}
for(const key0 in data){
if(!(((key0 === "profile") || (key0 === "attributes")) || (key0 === "displays"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.profile !== undefined){
let data0 = data.profile;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
}
else {
vErrors = report(vErrors, instancePath+"/profile", "type", {type: "object"});
errors++;
}
}
if(data.attributes !== undefined){
let data1 = data.attributes;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
}
else {
vErrors = report(vErrors, instancePath+"/attributes", "type", {type: "object"});
errors++;
}
}
if(data.displays !== undefined){
let data2 = data.displays;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
let data3 = data2[key1];
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = report(vErrors, instancePath+"/displays/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: schema44.additionalProperties.type});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath+"/displays", "type", {type: "object"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate43.errors = vErrors;
return errors === 0;
}

const input14 = validate44;
const schema45 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"profile":{"$ref":"#/components/schemas/RawProfile"},"attributes":{"$ref":"#/components/schemas/Attributes"},"displays":{"$ref":"#/components/schemas/Displays"}}};

function validate44(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
vErrors = report(vErrors, instancePath, "minProperties", {limit: 1});
errors++;
}
for(const key0 in data){
if(!(((key0 === "profile") || (key0 === "attributes")) || (key0 === "displays"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.profile !== undefined){
let data0 = data.profile;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
}
else {
vErrors = report(vErrors, instancePath+"/profile", "type", {type: "object"});
errors++;
}
}
if(data.attributes !== undefined){
let data1 = data.attributes;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
}
else {
vErrors = report(vErrors, instancePath+"/attributes", "type", {type: "object"});
errors++;
}
}
if(data.displays !== undefined){
let data2 = data.displays;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
let data3 = data2[key1];
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = report(vErrors, instancePath+"/displays/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: schema44.additionalProperties.type});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath+"/displays", "type", {type: "object"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate44.errors = vErrors;
return errors === 0;
}

const input15 = validate45;
const schema49 = {"type":"object","additionalProperties":false,"properties":{"secret":{"type":["string","null"],"minLength":1},"scopes":{"type":"array","items":{"type":"string","pattern":"^\\S+$"}},"groups":{"type":"array","items":{"type":"string"}},"exchangesFor":{"type":"array","items":{"type":"string"}},"opaqueTokens":{"type":"boolean"},"legacyGroupPermissions":{"type":"boolean"},"redirectUris":{"type":"array","items":{"type":"string","minLength":1}},"postLogoutRedirectUris":{"type":"array","items":{"type":"string","minLength":1}},"jwks":{"type":"object","additionalProperties":true},"rotateRefreshTokens":{"type":"boolean"}}};
const func2 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp("^\\S+$", "u");

function validate45(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema49.properties, key0))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.secret !== undefined){
let data0 = data.secret;
if((typeof data0 !== "string") && (data0 !== null)){
vErrors = report(vErrors, instancePath+"/secret", "type", {type: schema49.properties.secret.type});
errors++;
}
if(typeof data0 === "string"){
if(data0.length < 1){
vErrors = report(vErrors, instancePath+"/secret", "minLength", {limit: 1});
errors++;
}
}
}
if(data.scopes !== undefined){
let data1 = data.scopes;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
vErrors = report(vErrors, instancePath+"/scopes/" + i0, "pattern", {pattern: "^\\S+$"});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/scopes/" + i0, "type", {type: "string"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath+"/scopes", "type", {type: "array"});
errors++;
}
}
if(data.groups !== undefined){
let data3 = data.groups;
if(Array.isArray(data3)){
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
if(typeof data3[i1] !== "string"){
vErrors = report(vErrors, instancePath+"/groups/" + i1, "type", {type: "string"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath+"/groups", "type", {type: "array"});
errors++;
}
}
if(data.exchangesFor !== undefined){
let data5 = data.exchangesFor;
if(Array.isArray(data5)){
const len2 = data5.length;
for(let i2=0; i2<len2; i2++){
if(typeof data5[i2] !== "string"){
vErrors = report(vErrors, instancePath+"/exchangesFor/" + i2, "type", {type: "string"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath+"/exchangesFor", "type", {type: "array"});
errors++;
}
}
if(data.opaqueTokens !== undefined){
if(typeof data.opaqueTokens !== "boolean"){
vErrors = report(vErrors, instancePath+"/opaqueTokens", "type", {type: "boolean"});
errors++;
}
}
if(data.legacyGroupPermissions !== undefined){
if(typeof data.legacyGroupPermissions !== "boolean"){
vErrors = report(vErrors, instancePath+"/legacyGroupPermissions", "type", {type: "boolean"});
errors++;
}
}
if(data.redirectUris !== undefined){
let data9 = data.redirectUris;
if(Array.isArray(data9)){
const len3 = data9.length;
for(let i3=0; i3<len3; i3++){
let data10 = data9[i3];
if(typeof data10 === "string"){
if(data10.length < 1){
vErrors = report(vErrors, instancePath+"/redirectUris/" + i3, "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/redirectUris/" + i3, "type", {type: "string"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath+"/redirectUris", "type", {type: "array"});
errors++;
}
}
if(data.postLogoutRedirectUris !== undefined){
let data11 = data.postLogoutRedirectUris;
if(Array.isArray(data11)){
const len4 = data11.length;
for(let i4=0; i4<len4; i4++){
let data12 = data11[i4];
if(typeof data12 === "string"){
if(data12.length < 1){
vErrors = report(vErrors, instancePath+"/postLogoutRedirectUris/" + i4, "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/postLogoutRedirectUris/" + i4, "type", {type: "string"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath+"/postLogoutRedirectUris", "type", {type: "array"});
errors++;
}
}
if(data.jwks !== undefined){
let data13 = data.jwks;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
}
else {
vErrors = report(vErrors, instancePath+"/jwks", "type", {type: "object"});
errors++;
}
}
if(data.rotateRefreshTokens !== undefined){
if(typeof data.rotateRefreshTokens !== "boolean"){
vErrors = report(vErrors, instancePath+"/rotateRefreshTokens", "type", {type: "boolean"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate45.errors = vErrors;
return errors === 0;
}

const input16 = validate46;
const schema50 = {"type":"object","additionalProperties":false,"required":["report"],"properties":{"report":{"type":["object","null"],"additionalProperties":true}}};

function validate46(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.report === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "report"});
errors++;
}
for(const key0 in data){
if(!(key0 === "report")){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.report !== undefined){
let data0 = data.report;
if((!(data0 && typeof data0 == "object" && !Array.isArray(data0))) && (data0 !== null)){
vErrors = report(vErrors, instancePath+"/report", "type", {type: schema50.properties.report.type});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate46.errors = vErrors;
return errors === 0;
}

const input17 = validate47;
const schema51 = {"type":"object","additionalProperties":false,"properties":{"keepOld":{"type":"boolean"},"publish":{"type":"boolean"}}};

function validate47(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "keepOld") || (key0 === "publish"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.keepOld !== undefined){
if(typeof data.keepOld !== "boolean"){
vErrors = report(vErrors, instancePath+"/keepOld", "type", {type: "boolean"});
errors++;
}
}
if(data.publish !== undefined){
if(typeof data.publish !== "boolean"){
vErrors = report(vErrors, instancePath+"/publish", "type", {type: "boolean"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate47.errors = vErrors;
return errors === 0;
}

const input18 = validate48;
const schema52 = {"type":"object","additionalProperties":false,"properties":{"service":{"allOf":[{"$ref":"#/components/schemas/Service"}]},"scopes":{"type":"array","items":{"type":"string","pattern":"^\\S+$"}},"clientId":{"type":"string","minLength":1},"user":{"type":"string","minLength":1},"audience":{"type":"string","minLength":1},"lifetimeSeconds":{"type":"integer","minimum":1,"maximum":10000000000},"claims":{"type":"object","additionalProperties":true},"flaw":{"$ref":"#/components/schemas/TokenFlaw"}}};
const schema54 = {"type":"string","enum":["expired","notYetValid","wrongAudience","wrongIssuer","wrongSignature","algorithmNone","unknownKey","malformed"]};

function validate48(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((((key0 === "service") || (key0 === "scopes")) || (key0 === "clientId")) || (key0 === "user")) || (key0 === "audience")) || (key0 === "lifetimeSeconds")) || (key0 === "claims")) || (key0 === "flaw"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.service !== undefined){
let data0 = data.service;
if(typeof data0 !== "string"){
vErrors = report(vErrors, instancePath+"/service", "type", {type: "string"});
errors++;
}
if(!(((data0 === "cis") || (data0 === "dabp")) || (data0 === "cern"))){
vErrors = report(vErrors, instancePath+"/service", "enum", {allowedValues: schema16.enum});
errors++;
}
}
if(data.scopes !== undefined){
let data1 = data.scopes;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
vErrors = report(vErrors, instancePath+"/scopes/" + i0, "pattern", {pattern: "^\\S+$"});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/scopes/" + i0, "type", {type: "string"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath+"/scopes", "type", {type: "array"});
errors++;
}
}
if(data.clientId !== undefined){
let data3 = data.clientId;
if(typeof data3 === "string"){
if(data3.length < 1){
vErrors = report(vErrors, instancePath+"/clientId", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/clientId", "type", {type: "string"});
errors++;
}
}
if(data.user !== undefined){
let data4 = data.user;
if(typeof data4 === "string"){
if(data4.length < 1){
vErrors = report(vErrors, instancePath+"/user", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/user", "type", {type: "string"});
errors++;
}
}
if(data.audience !== undefined){
let data5 = data.audience;
if(typeof data5 === "string"){
if(data5.length < 1){
vErrors = report(vErrors, instancePath+"/audience", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/audience", "type", {type: "string"});
errors++;
}
}
if(data.lifetimeSeconds !== undefined){
let data6 = data.lifetimeSeconds;
if(!((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6)))){
vErrors = report(vErrors, instancePath+"/lifetimeSeconds", "type", {type: "integer"});
errors++;
}
if(typeof data6 == "number"){
if(data6 > 10000000000 || isNaN(data6)){
vErrors = report(vErrors, instancePath+"/lifetimeSeconds", "maximum", {comparison: "<=", limit: 10000000000});
errors++;
}
if(data6 < 1 || isNaN(data6)){
vErrors = report(vErrors, instancePath+"/lifetimeSeconds", "minimum", {comparison: ">=", limit: 1});
errors++;
}
}
}
if(data.claims !== undefined){
let data7 = data.claims;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
}
else {
vErrors = report(vErrors, instancePath+"/claims", "type", {type: "object"});
errors++;
}
}
if(data.flaw !== undefined){
let data8 = data.flaw;
if(typeof data8 !== "string"){
vErrors = report(vErrors, instancePath+"/flaw", "type", {type: "string"});
errors++;
}
if(!((((((((data8 === "expired") || (data8 === "notYetValid")) || (data8 === "wrongAudience")) || (data8 === "wrongIssuer")) || (data8 === "wrongSignature")) || (data8 === "algorithmNone")) || (data8 === "unknownKey")) || (data8 === "malformed"))){
vErrors = report(vErrors, instancePath+"/flaw", "enum", {allowedValues: schema54.enum});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate48.errors = vErrors;
return errors === 0;
}

/** By operation and parameter, such as `getFault.id`, or `addFault.body`. */
export const adminValidators: Readonly<Record<string, InputValidator>> = {
  'getDescriptionFile.file': input0,
  'reset.body': input1,
  'dropSession.name': input2,
  'listRequests.service': input3,
  'listRequests.operation': input0,
  'listRequests.status': input4,
  'listRequests.client': input0,
  'listRequests.method': input0,
  'listRequests.path': input5,
  'listRequests.since': input6,
  'listRequests.limit': input7,
  'countRequests.service': input3,
  'countRequests.operation': input0,
  'countRequests.status': input4,
  'countRequests.client': input0,
  'countRequests.method': input0,
  'countRequests.path': input5,
  'countRequests.since': input6,
  'countRequests.limit': input7,
  'addFault.body': input8,
  'getFault.id': input9,
  'removeFault.id': input9,
  'setClock.body': input10,
  'advanceClock.body': input11,
  'listPeople.after': input12,
  'listPeople.limit': input7,
  'createPerson.body': input13,
  'getPerson.id': input0,
  'changePerson.id': input0,
  'changePerson.body': input14,
  'deletePerson.id': input0,
  'getClient.id': input0,
  'setClient.id': input0,
  'setClient.body': input15,
  'deleteClient.id': input0,
  'getStoredReport.referenceId': input0,
  'setReport.referenceId': input0,
  'setReport.body': input16,
  'restoreReport.referenceId': input0,
  'createSnapshot.name': input2,
  'deleteSnapshot.name': input2,
  'restoreSnapshot.name': input2,
  'rotateKeys.body': input17,
  'retireKey.kid': input0,
  'mintToken.body': input18,
}
