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
const schema14 = {"type":"string","enum":["people","groups","activity","grants","keys","publisherKeys","clients","reports","quirks","clock","faults","journal","snapshots"]};

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
if(!(((((((((((((data1 === "people") || (data1 === "groups")) || (data1 === "activity")) || (data1 === "grants")) || (data1 === "keys")) || (data1 === "publisherKeys")) || (data1 === "clients")) || (data1 === "reports")) || (data1 === "quirks")) || (data1 === "clock")) || (data1 === "faults")) || (data1 === "journal")) || (data1 === "snapshots"))){
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
const schema15 = {"type":"string","pattern":"^(?!\\.{1,2}$)[^\\u0000-\\u001f\\u007f]{1,200}$"};
const pattern0 = new RegExp("^(?!\\.{1,2}$)[^\\u0000-\\u001f\\u007f]{1,200}$", "u");

function validate13(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!pattern0.test(data)){
vErrors = report(vErrors, instancePath, "pattern", {pattern: "^(?!\\.{1,2}$)[^\\u0000-\\u001f\\u007f]{1,200}$"});
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
const schema19 = {"type":"boolean"};

function validate17(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(typeof data !== "boolean"){
vErrors = report(vErrors, instancePath, "type", {type: "boolean"});
errors++;
}
validate17.errors = vErrors;
return errors === 0;
}

const input7 = validate18;
const schema20 = {"type":"integer","minimum":0};

function validate18(data, {instancePath=""}={}){
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
validate18.errors = vErrors;
return errors === 0;
}

const input8 = validate19;
const schema21 = {"type":"string","enum":["oldest","newest"]};

function validate19(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(typeof data !== "string"){
vErrors = report(vErrors, instancePath, "type", {type: "string"});
errors++;
}
if(!((data === "oldest") || (data === "newest"))){
vErrors = report(vErrors, instancePath, "enum", {allowedValues: schema21.enum});
errors++;
}
validate19.errors = vErrors;
return errors === 0;
}

const input9 = validate20;
const schema22 = {"type":"integer","minimum":1,"maximum":10000};

function validate20(data, {instancePath=""}={}){
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
validate20.errors = vErrors;
return errors === 0;
}

const input10 = validate21;
const schema23 = {"type":"object","additionalProperties":false,"properties":{"match":{"$ref":"#/components/schemas/FaultMatch"},"status":{"type":"string","pattern":"^[1-5](\\d\\d|xx)$"},"since":{"type":"integer","minimum":0},"exactly":{"type":"integer","minimum":0},"atLeast":{"type":"integer","minimum":0},"atMost":{"type":"integer","minimum":0},"timeoutSeconds":{"type":"integer","minimum":0,"maximum":60}}};
const schema24 = {"type":"object","additionalProperties":false,"properties":{"service":{"$ref":"#/components/schemas/Service"},"operation":{"type":"string","minLength":1},"client":{"type":"string","minLength":1},"path":{"type":"string","pattern":"^/[^*]*\\*?$"},"anyRoute":{"type":"boolean"},"method":{"type":"string","enum":["GET","HEAD","POST","PUT","PATCH","DELETE","OPTIONS"]},"grant":{"type":"string","minLength":1},"query":{"type":"object","minProperties":1,"additionalProperties":{"$ref":"#/components/schemas/ValueCondition"}},"header":{"type":"object","minProperties":1,"additionalProperties":{"$ref":"#/components/schemas/ValueCondition"}},"body":{"$ref":"#/components/schemas/BodyCondition"}}};
const schema26 = {"oneOf":[{"type":"string"},{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"equals":{"type":"string"},"contains":{"type":"string","minLength":1},"matches":{"type":"string","minLength":1,"maxLength":500},"present":{"type":"boolean"}}}]};
const func2 = Object.prototype.hasOwnProperty;
const pattern3 = new RegExp("^/[^*]*\\*?$", "u");
const schema28 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"text":{"$ref":"#/components/schemas/ValueCondition"},"form":{"type":"object","minProperties":1,"additionalProperties":{"$ref":"#/components/schemas/ValueCondition"}},"json":{"type":"object","minProperties":1,"additionalProperties":{"$ref":"#/components/schemas/JsonCondition"}}}};
const schema31 = {"oneOf":[{"type":"string"},{"type":"number"},{"type":"boolean"},{"type":"null"},{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"equals":{},"contains":{"type":"string","minLength":1},"matches":{"type":"string","minLength":1,"maxLength":500},"present":{"type":"boolean"}}}]};

function validate23(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
vErrors = report(vErrors, instancePath, "minProperties", {limit: 1});
errors++;
}
for(const key0 in data){
if(!(((key0 === "text") || (key0 === "form")) || (key0 === "json"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.text !== undefined){
let data0 = data.text;
const _errs4 = errors;
let valid2 = false;
let passing0 = null;
const _errs5 = errors;
if(typeof data0 !== "string"){
vErrors = report(vErrors, instancePath+"/text", "type", {type: "string"});
errors++;
}
var _valid0 = _errs5 === errors;
if(_valid0){
valid2 = true;
passing0 = 0;
}
const _errs7 = errors;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(Object.keys(data0).length < 1){
vErrors = report(vErrors, instancePath+"/text", "minProperties", {limit: 1});
errors++;
}
for(const key1 in data0){
if(!((((key1 === "equals") || (key1 === "contains")) || (key1 === "matches")) || (key1 === "present"))){
vErrors = report(vErrors, instancePath+"/text", "additionalProperties", {additionalProperty: key1});
errors++;
}
}
if(data0.equals !== undefined){
if(typeof data0.equals !== "string"){
vErrors = report(vErrors, instancePath+"/text/equals", "type", {type: "string"});
errors++;
}
}
if(data0.contains !== undefined){
let data2 = data0.contains;
if(typeof data2 === "string"){
if(data2.length < 1){
vErrors = report(vErrors, instancePath+"/text/contains", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/text/contains", "type", {type: "string"});
errors++;
}
}
if(data0.matches !== undefined){
let data3 = data0.matches;
if(typeof data3 === "string"){
if(data3.length > 500){
vErrors = report(vErrors, instancePath+"/text/matches", "maxLength", {limit: 500});
errors++;
}
if(data3.length < 1){
vErrors = report(vErrors, instancePath+"/text/matches", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/text/matches", "type", {type: "string"});
errors++;
}
}
if(data0.present !== undefined){
if(typeof data0.present !== "boolean"){
vErrors = report(vErrors, instancePath+"/text/present", "type", {type: "boolean"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath+"/text", "type", {type: "object"});
errors++;
}
var _valid0 = _errs7 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid2 = true;
passing0 = 1;
}
}
if(!valid2){
vErrors = report(vErrors, instancePath+"/text", "oneOf", {passingSchemas: passing0});
errors++;
}
else {
errors = _errs4;
if(vErrors !== null){
if(_errs4){
vErrors.length = _errs4;
}
else {
vErrors = null;
}
}
}
}
if(data.form !== undefined){
let data5 = data.form;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(Object.keys(data5).length < 1){
vErrors = report(vErrors, instancePath+"/form", "minProperties", {limit: 1});
errors++;
}
for(const key2 in data5){
let data6 = data5[key2];
const _errs23 = errors;
let valid6 = false;
let passing1 = null;
const _errs24 = errors;
if(typeof data6 !== "string"){
vErrors = report(vErrors, instancePath+"/form/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "string"});
errors++;
}
var _valid1 = _errs24 === errors;
if(_valid1){
valid6 = true;
passing1 = 0;
}
const _errs26 = errors;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(Object.keys(data6).length < 1){
vErrors = report(vErrors, instancePath+"/form/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "minProperties", {limit: 1});
errors++;
}
for(const key3 in data6){
if(!((((key3 === "equals") || (key3 === "contains")) || (key3 === "matches")) || (key3 === "present"))){
vErrors = report(vErrors, instancePath+"/form/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "additionalProperties", {additionalProperty: key3});
errors++;
}
}
if(data6.equals !== undefined){
if(typeof data6.equals !== "string"){
vErrors = report(vErrors, instancePath+"/form/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/equals", "type", {type: "string"});
errors++;
}
}
if(data6.contains !== undefined){
let data8 = data6.contains;
if(typeof data8 === "string"){
if(data8.length < 1){
vErrors = report(vErrors, instancePath+"/form/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/contains", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/form/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/contains", "type", {type: "string"});
errors++;
}
}
if(data6.matches !== undefined){
let data9 = data6.matches;
if(typeof data9 === "string"){
if(data9.length > 500){
vErrors = report(vErrors, instancePath+"/form/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/matches", "maxLength", {limit: 500});
errors++;
}
if(data9.length < 1){
vErrors = report(vErrors, instancePath+"/form/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/matches", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/form/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/matches", "type", {type: "string"});
errors++;
}
}
if(data6.present !== undefined){
if(typeof data6.present !== "boolean"){
vErrors = report(vErrors, instancePath+"/form/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/present", "type", {type: "boolean"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath+"/form/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "object"});
errors++;
}
var _valid1 = _errs26 === errors;
if(_valid1 && valid6){
valid6 = false;
passing1 = [passing1, 1];
}
else {
if(_valid1){
valid6 = true;
passing1 = 1;
}
}
if(!valid6){
vErrors = report(vErrors, instancePath+"/form/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "oneOf", {passingSchemas: passing1});
errors++;
}
else {
errors = _errs23;
if(vErrors !== null){
if(_errs23){
vErrors.length = _errs23;
}
else {
vErrors = null;
}
}
}
}
}
else {
vErrors = report(vErrors, instancePath+"/form", "type", {type: "object"});
errors++;
}
}
if(data.json !== undefined){
let data11 = data.json;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(Object.keys(data11).length < 1){
vErrors = report(vErrors, instancePath+"/json", "minProperties", {limit: 1});
errors++;
}
for(const key4 in data11){
let data12 = data11[key4];
const _errs42 = errors;
let valid10 = false;
let passing2 = null;
const _errs43 = errors;
if(typeof data12 !== "string"){
vErrors = report(vErrors, instancePath+"/json/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "string"});
errors++;
}
var _valid2 = _errs43 === errors;
if(_valid2){
valid10 = true;
passing2 = 0;
}
const _errs45 = errors;
if(!(typeof data12 == "number")){
vErrors = report(vErrors, instancePath+"/json/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "number"});
errors++;
}
var _valid2 = _errs45 === errors;
if(_valid2 && valid10){
valid10 = false;
passing2 = [passing2, 1];
}
else {
if(_valid2){
valid10 = true;
passing2 = 1;
}
const _errs47 = errors;
if(typeof data12 !== "boolean"){
vErrors = report(vErrors, instancePath+"/json/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "boolean"});
errors++;
}
var _valid2 = _errs47 === errors;
if(_valid2 && valid10){
valid10 = false;
passing2 = [passing2, 2];
}
else {
if(_valid2){
valid10 = true;
passing2 = 2;
}
const _errs49 = errors;
if(data12 !== null){
vErrors = report(vErrors, instancePath+"/json/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "null"});
errors++;
}
var _valid2 = _errs49 === errors;
if(_valid2 && valid10){
valid10 = false;
passing2 = [passing2, 3];
}
else {
if(_valid2){
valid10 = true;
passing2 = 3;
}
const _errs51 = errors;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(Object.keys(data12).length < 1){
vErrors = report(vErrors, instancePath+"/json/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), "minProperties", {limit: 1});
errors++;
}
for(const key5 in data12){
if(!((((key5 === "equals") || (key5 === "contains")) || (key5 === "matches")) || (key5 === "present"))){
vErrors = report(vErrors, instancePath+"/json/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), "additionalProperties", {additionalProperty: key5});
errors++;
}
}
if(data12.contains !== undefined){
let data13 = data12.contains;
if(typeof data13 === "string"){
if(data13.length < 1){
vErrors = report(vErrors, instancePath+"/json/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/contains", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/json/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/contains", "type", {type: "string"});
errors++;
}
}
if(data12.matches !== undefined){
let data14 = data12.matches;
if(typeof data14 === "string"){
if(data14.length > 500){
vErrors = report(vErrors, instancePath+"/json/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/matches", "maxLength", {limit: 500});
errors++;
}
if(data14.length < 1){
vErrors = report(vErrors, instancePath+"/json/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/matches", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/json/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/matches", "type", {type: "string"});
errors++;
}
}
if(data12.present !== undefined){
if(typeof data12.present !== "boolean"){
vErrors = report(vErrors, instancePath+"/json/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/present", "type", {type: "boolean"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath+"/json/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "object"});
errors++;
}
var _valid2 = _errs51 === errors;
if(_valid2 && valid10){
valid10 = false;
passing2 = [passing2, 4];
}
else {
if(_valid2){
valid10 = true;
passing2 = 4;
}
}
}
}
}
if(!valid10){
vErrors = report(vErrors, instancePath+"/json/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), "oneOf", {passingSchemas: passing2});
errors++;
}
else {
errors = _errs42;
if(vErrors !== null){
if(_errs42){
vErrors.length = _errs42;
}
else {
vErrors = null;
}
}
}
}
}
else {
vErrors = report(vErrors, instancePath+"/json", "type", {type: "object"});
errors++;
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


function validate22(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema24.properties, key0))){
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
if(data.anyRoute !== undefined){
if(typeof data.anyRoute !== "boolean"){
vErrors = report(vErrors, instancePath+"/anyRoute", "type", {type: "boolean"});
errors++;
}
}
if(data.method !== undefined){
let data5 = data.method;
if(typeof data5 !== "string"){
vErrors = report(vErrors, instancePath+"/method", "type", {type: "string"});
errors++;
}
if(!(((((((data5 === "GET") || (data5 === "HEAD")) || (data5 === "POST")) || (data5 === "PUT")) || (data5 === "PATCH")) || (data5 === "DELETE")) || (data5 === "OPTIONS"))){
vErrors = report(vErrors, instancePath+"/method", "enum", {allowedValues: schema24.properties.method.enum});
errors++;
}
}
if(data.grant !== undefined){
let data6 = data.grant;
if(typeof data6 === "string"){
if(data6.length < 1){
vErrors = report(vErrors, instancePath+"/grant", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/grant", "type", {type: "string"});
errors++;
}
}
if(data.query !== undefined){
let data7 = data.query;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(Object.keys(data7).length < 1){
vErrors = report(vErrors, instancePath+"/query", "minProperties", {limit: 1});
errors++;
}
for(const key1 in data7){
let data8 = data7[key1];
const _errs22 = errors;
let valid4 = false;
let passing0 = null;
const _errs23 = errors;
if(typeof data8 !== "string"){
vErrors = report(vErrors, instancePath+"/query/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "string"});
errors++;
}
var _valid0 = _errs23 === errors;
if(_valid0){
valid4 = true;
passing0 = 0;
}
const _errs25 = errors;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(Object.keys(data8).length < 1){
vErrors = report(vErrors, instancePath+"/query/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "minProperties", {limit: 1});
errors++;
}
for(const key2 in data8){
if(!((((key2 === "equals") || (key2 === "contains")) || (key2 === "matches")) || (key2 === "present"))){
vErrors = report(vErrors, instancePath+"/query/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "additionalProperties", {additionalProperty: key2});
errors++;
}
}
if(data8.equals !== undefined){
if(typeof data8.equals !== "string"){
vErrors = report(vErrors, instancePath+"/query/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/equals", "type", {type: "string"});
errors++;
}
}
if(data8.contains !== undefined){
let data10 = data8.contains;
if(typeof data10 === "string"){
if(data10.length < 1){
vErrors = report(vErrors, instancePath+"/query/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/contains", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/query/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/contains", "type", {type: "string"});
errors++;
}
}
if(data8.matches !== undefined){
let data11 = data8.matches;
if(typeof data11 === "string"){
if(data11.length > 500){
vErrors = report(vErrors, instancePath+"/query/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/matches", "maxLength", {limit: 500});
errors++;
}
if(data11.length < 1){
vErrors = report(vErrors, instancePath+"/query/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/matches", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/query/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/matches", "type", {type: "string"});
errors++;
}
}
if(data8.present !== undefined){
if(typeof data8.present !== "boolean"){
vErrors = report(vErrors, instancePath+"/query/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/present", "type", {type: "boolean"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath+"/query/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "object"});
errors++;
}
var _valid0 = _errs25 === errors;
if(_valid0 && valid4){
valid4 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid4 = true;
passing0 = 1;
}
}
if(!valid4){
vErrors = report(vErrors, instancePath+"/query/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "oneOf", {passingSchemas: passing0});
errors++;
}
else {
errors = _errs22;
if(vErrors !== null){
if(_errs22){
vErrors.length = _errs22;
}
else {
vErrors = null;
}
}
}
}
}
else {
vErrors = report(vErrors, instancePath+"/query", "type", {type: "object"});
errors++;
}
}
if(data.header !== undefined){
let data13 = data.header;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(Object.keys(data13).length < 1){
vErrors = report(vErrors, instancePath+"/header", "minProperties", {limit: 1});
errors++;
}
for(const key3 in data13){
let data14 = data13[key3];
const _errs41 = errors;
let valid8 = false;
let passing1 = null;
const _errs42 = errors;
if(typeof data14 !== "string"){
vErrors = report(vErrors, instancePath+"/header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "string"});
errors++;
}
var _valid1 = _errs42 === errors;
if(_valid1){
valid8 = true;
passing1 = 0;
}
const _errs44 = errors;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(Object.keys(data14).length < 1){
vErrors = report(vErrors, instancePath+"/header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), "minProperties", {limit: 1});
errors++;
}
for(const key4 in data14){
if(!((((key4 === "equals") || (key4 === "contains")) || (key4 === "matches")) || (key4 === "present"))){
vErrors = report(vErrors, instancePath+"/header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), "additionalProperties", {additionalProperty: key4});
errors++;
}
}
if(data14.equals !== undefined){
if(typeof data14.equals !== "string"){
vErrors = report(vErrors, instancePath+"/header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/equals", "type", {type: "string"});
errors++;
}
}
if(data14.contains !== undefined){
let data16 = data14.contains;
if(typeof data16 === "string"){
if(data16.length < 1){
vErrors = report(vErrors, instancePath+"/header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/contains", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/contains", "type", {type: "string"});
errors++;
}
}
if(data14.matches !== undefined){
let data17 = data14.matches;
if(typeof data17 === "string"){
if(data17.length > 500){
vErrors = report(vErrors, instancePath+"/header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/matches", "maxLength", {limit: 500});
errors++;
}
if(data17.length < 1){
vErrors = report(vErrors, instancePath+"/header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/matches", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/matches", "type", {type: "string"});
errors++;
}
}
if(data14.present !== undefined){
if(typeof data14.present !== "boolean"){
vErrors = report(vErrors, instancePath+"/header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/present", "type", {type: "boolean"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath+"/header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "object"});
errors++;
}
var _valid1 = _errs44 === errors;
if(_valid1 && valid8){
valid8 = false;
passing1 = [passing1, 1];
}
else {
if(_valid1){
valid8 = true;
passing1 = 1;
}
}
if(!valid8){
vErrors = report(vErrors, instancePath+"/header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), "oneOf", {passingSchemas: passing1});
errors++;
}
else {
errors = _errs41;
if(vErrors !== null){
if(_errs41){
vErrors.length = _errs41;
}
else {
vErrors = null;
}
}
}
}
}
else {
vErrors = report(vErrors, instancePath+"/header", "type", {type: "object"});
errors++;
}
}
if(data.body !== undefined){
if(!(validate23(data.body, {instancePath:instancePath+"/body"}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}


function validate21(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((((key0 === "match") || (key0 === "status")) || (key0 === "since")) || (key0 === "exactly")) || (key0 === "atLeast")) || (key0 === "atMost")) || (key0 === "timeoutSeconds"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.match !== undefined){
if(!(validate22(data.match, {instancePath:instancePath+"/match"}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
if(data.status !== undefined){
let data1 = data.status;
if(typeof data1 === "string"){
if(!pattern1.test(data1)){
vErrors = report(vErrors, instancePath+"/status", "pattern", {pattern: "^[1-5](\\d\\d|xx)$"});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/status", "type", {type: "string"});
errors++;
}
}
if(data.since !== undefined){
let data2 = data.since;
if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
vErrors = report(vErrors, instancePath+"/since", "type", {type: "integer"});
errors++;
}
if(typeof data2 == "number"){
if(data2 < 0 || isNaN(data2)){
vErrors = report(vErrors, instancePath+"/since", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
if(data.exactly !== undefined){
let data3 = data.exactly;
if(!((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3)))){
vErrors = report(vErrors, instancePath+"/exactly", "type", {type: "integer"});
errors++;
}
if(typeof data3 == "number"){
if(data3 < 0 || isNaN(data3)){
vErrors = report(vErrors, instancePath+"/exactly", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
if(data.atLeast !== undefined){
let data4 = data.atLeast;
if(!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))){
vErrors = report(vErrors, instancePath+"/atLeast", "type", {type: "integer"});
errors++;
}
if(typeof data4 == "number"){
if(data4 < 0 || isNaN(data4)){
vErrors = report(vErrors, instancePath+"/atLeast", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
if(data.atMost !== undefined){
let data5 = data.atMost;
if(!((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5)))){
vErrors = report(vErrors, instancePath+"/atMost", "type", {type: "integer"});
errors++;
}
if(typeof data5 == "number"){
if(data5 < 0 || isNaN(data5)){
vErrors = report(vErrors, instancePath+"/atMost", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
if(data.timeoutSeconds !== undefined){
let data6 = data.timeoutSeconds;
if(!((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6)))){
vErrors = report(vErrors, instancePath+"/timeoutSeconds", "type", {type: "integer"});
errors++;
}
if(typeof data6 == "number"){
if(data6 > 60 || isNaN(data6)){
vErrors = report(vErrors, instancePath+"/timeoutSeconds", "maximum", {comparison: "<=", limit: 60});
errors++;
}
if(data6 < 0 || isNaN(data6)){
vErrors = report(vErrors, instancePath+"/timeoutSeconds", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}

const input11 = validate26;
const schema32 = {"type":"integer","minimum":0,"maximum":60};

function validate26(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(!((typeof data == "number") && (!(data % 1) && !isNaN(data)))){
vErrors = report(vErrors, instancePath, "type", {type: "integer"});
errors++;
}
if(typeof data == "number"){
if(data > 60 || isNaN(data)){
vErrors = report(vErrors, instancePath, "maximum", {comparison: "<=", limit: 60});
errors++;
}
if(data < 0 || isNaN(data)){
vErrors = report(vErrors, instancePath, "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
validate26.errors = vErrors;
return errors === 0;
}

const input12 = validate27;
const schema33 = {"type":"object","additionalProperties":false,"required":["effect"],"properties":{"match":{"$ref":"#/components/schemas/FaultMatch"},"effect":{"$ref":"#/components/schemas/FaultEffect"},"after":{"type":"integer","minimum":0},"times":{"type":"integer","minimum":1},"probability":{"type":"number","exclusiveMinimum":0,"maximum":1},"seed":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991}}};
const schema34 = {"oneOf":[{"$ref":"#/components/schemas/StatusEffect"},{"$ref":"#/components/schemas/RateLimitEffect"},{"$ref":"#/components/schemas/DelayEffect"},{"$ref":"#/components/schemas/ConnectionEffect"},{"$ref":"#/components/schemas/DribbleEffect"},{"$ref":"#/components/schemas/BodyEffect"},{"$ref":"#/components/schemas/PatchEffect"},{"$ref":"#/components/schemas/TokenEffect"},{"$ref":"#/components/schemas/FlawedTokenEffect"},{"$ref":"#/components/schemas/FailedWriteEffect"}],"type":"object","discriminator":{"propertyName":"type"}};
const schema35 = {"type":"object","additionalProperties":false,"required":["type","status"],"properties":{"type":{"type":"string","enum":["status"]},"status":{"type":"integer","minimum":200,"maximum":599},"body":{},"headers":{"type":"object","additionalProperties":{"type":"string"}},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};
const schema36 = {"oneOf":[{"type":"integer","minimum":0,"maximum":600000},{"$ref":"#/components/schemas/DelayDistribution"}]};
const schema37 = {"oneOf":[{"$ref":"#/components/schemas/UniformDelay"},{"$ref":"#/components/schemas/NormalDelay"},{"$ref":"#/components/schemas/LognormalDelay"}],"type":"object","discriminator":{"propertyName":"type"}};
const schema38 = {"type":"object","additionalProperties":false,"required":["type","min","max"],"properties":{"type":{"type":"string","enum":["uniform"]},"min":{"type":"integer","minimum":0,"maximum":600000},"max":{"type":"integer","minimum":0,"maximum":600000}}};
const schema39 = {"type":"object","additionalProperties":false,"required":["type","mean","deviation"],"properties":{"type":{"type":"string","enum":["normal"]},"mean":{"type":"integer","minimum":0,"maximum":600000},"deviation":{"type":"integer","minimum":0,"maximum":600000}}};
const schema40 = {"type":"object","additionalProperties":false,"required":["type","median","sigma"],"properties":{"type":{"type":"string","enum":["lognormal"]},"median":{"type":"integer","minimum":0,"maximum":600000},"sigma":{"type":"number","minimum":0,"maximum":5}}};

function validate32(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "uniform"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "type"});
errors++;
}
if(data.min === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "min"});
errors++;
}
if(data.max === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "max"});
errors++;
}
for(const key0 in data){
if(!(((key0 === "type") || (key0 === "min")) || (key0 === "max"))){
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
if(!(data0 === "uniform")){
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema38.properties.type.enum});
errors++;
}
}
if(data.min !== undefined){
let data1 = data.min;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
vErrors = report(vErrors, instancePath+"/min", "type", {type: "integer"});
errors++;
}
if(typeof data1 == "number"){
if(data1 > 600000 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/min", "maximum", {comparison: "<=", limit: 600000});
errors++;
}
if(data1 < 0 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/min", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
if(data.max !== undefined){
let data2 = data.max;
if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
vErrors = report(vErrors, instancePath+"/max", "type", {type: "integer"});
errors++;
}
if(typeof data2 == "number"){
if(data2 > 600000 || isNaN(data2)){
vErrors = report(vErrors, instancePath+"/max", "maximum", {comparison: "<=", limit: 600000});
errors++;
}
if(data2 < 0 || isNaN(data2)){
vErrors = report(vErrors, instancePath+"/max", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
}
else if(tag0 === "normal"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "type"});
errors++;
}
if(data.mean === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "mean"});
errors++;
}
if(data.deviation === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "deviation"});
errors++;
}
for(const key1 in data){
if(!(((key1 === "type") || (key1 === "mean")) || (key1 === "deviation"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key1});
errors++;
}
}
if(data.type !== undefined){
let data3 = data.type;
if(typeof data3 !== "string"){
vErrors = report(vErrors, instancePath+"/type", "type", {type: "string"});
errors++;
}
if(!(data3 === "normal")){
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema39.properties.type.enum});
errors++;
}
}
if(data.mean !== undefined){
let data4 = data.mean;
if(!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))){
vErrors = report(vErrors, instancePath+"/mean", "type", {type: "integer"});
errors++;
}
if(typeof data4 == "number"){
if(data4 > 600000 || isNaN(data4)){
vErrors = report(vErrors, instancePath+"/mean", "maximum", {comparison: "<=", limit: 600000});
errors++;
}
if(data4 < 0 || isNaN(data4)){
vErrors = report(vErrors, instancePath+"/mean", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
if(data.deviation !== undefined){
let data5 = data.deviation;
if(!((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5)))){
vErrors = report(vErrors, instancePath+"/deviation", "type", {type: "integer"});
errors++;
}
if(typeof data5 == "number"){
if(data5 > 600000 || isNaN(data5)){
vErrors = report(vErrors, instancePath+"/deviation", "maximum", {comparison: "<=", limit: 600000});
errors++;
}
if(data5 < 0 || isNaN(data5)){
vErrors = report(vErrors, instancePath+"/deviation", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
}
else if(tag0 === "lognormal"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "type"});
errors++;
}
if(data.median === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "median"});
errors++;
}
if(data.sigma === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "sigma"});
errors++;
}
for(const key2 in data){
if(!(((key2 === "type") || (key2 === "median")) || (key2 === "sigma"))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key2});
errors++;
}
}
if(data.type !== undefined){
let data6 = data.type;
if(typeof data6 !== "string"){
vErrors = report(vErrors, instancePath+"/type", "type", {type: "string"});
errors++;
}
if(!(data6 === "lognormal")){
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema40.properties.type.enum});
errors++;
}
}
if(data.median !== undefined){
let data7 = data.median;
if(!((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7)))){
vErrors = report(vErrors, instancePath+"/median", "type", {type: "integer"});
errors++;
}
if(typeof data7 == "number"){
if(data7 > 600000 || isNaN(data7)){
vErrors = report(vErrors, instancePath+"/median", "maximum", {comparison: "<=", limit: 600000});
errors++;
}
if(data7 < 0 || isNaN(data7)){
vErrors = report(vErrors, instancePath+"/median", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
if(data.sigma !== undefined){
let data8 = data.sigma;
if(typeof data8 == "number"){
if(data8 > 5 || isNaN(data8)){
vErrors = report(vErrors, instancePath+"/sigma", "maximum", {comparison: "<=", limit: 5});
errors++;
}
if(data8 < 0 || isNaN(data8)){
vErrors = report(vErrors, instancePath+"/sigma", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/sigma", "type", {type: "number"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
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
validate32.errors = vErrors;
return errors === 0;
}


function validate31(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = false;
let passing0 = null;
const _errs1 = errors;
if(!((typeof data == "number") && (!(data % 1) && !isNaN(data)))){
vErrors = report(vErrors, instancePath, "type", {type: "integer"});
errors++;
}
if(typeof data == "number"){
if(data > 600000 || isNaN(data)){
vErrors = report(vErrors, instancePath, "maximum", {comparison: "<=", limit: 600000});
errors++;
}
if(data < 0 || isNaN(data)){
vErrors = report(vErrors, instancePath, "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
var _valid0 = _errs1 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
}
const _errs3 = errors;
if(!(validate32(data, {instancePath}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
}
}
if(!valid0){
vErrors = report(vErrors, instancePath, "oneOf", {passingSchemas: passing0});
errors++;
}
else {
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
}
validate31.errors = vErrors;
return errors === 0;
}


function validate30(data, {instancePath=""}={}){
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
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema35.properties.type.enum});
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
if(!(validate31(data.delayMs, {instancePath:instancePath+"/delayMs"}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate30.errors = vErrors;
return errors === 0;
}

const schema41 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","enum":["rateLimit"]},"retryAfterSeconds":{"type":"integer","minimum":0,"maximum":86400},"limit":{"type":"integer","minimum":0,"maximum":1000000},"perSeconds":{"type":"integer","minimum":1,"maximum":86400},"per":{"type":"string","enum":["client","all"]},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};

function validate35(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "type"});
errors++;
}
for(const key0 in data){
if(!((((((key0 === "type") || (key0 === "retryAfterSeconds")) || (key0 === "limit")) || (key0 === "perSeconds")) || (key0 === "per")) || (key0 === "delayMs"))){
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
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema41.properties.type.enum});
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
if(data.limit !== undefined){
let data2 = data.limit;
if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
vErrors = report(vErrors, instancePath+"/limit", "type", {type: "integer"});
errors++;
}
if(typeof data2 == "number"){
if(data2 > 1000000 || isNaN(data2)){
vErrors = report(vErrors, instancePath+"/limit", "maximum", {comparison: "<=", limit: 1000000});
errors++;
}
if(data2 < 0 || isNaN(data2)){
vErrors = report(vErrors, instancePath+"/limit", "minimum", {comparison: ">=", limit: 0});
errors++;
}
}
}
if(data.perSeconds !== undefined){
let data3 = data.perSeconds;
if(!((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3)))){
vErrors = report(vErrors, instancePath+"/perSeconds", "type", {type: "integer"});
errors++;
}
if(typeof data3 == "number"){
if(data3 > 86400 || isNaN(data3)){
vErrors = report(vErrors, instancePath+"/perSeconds", "maximum", {comparison: "<=", limit: 86400});
errors++;
}
if(data3 < 1 || isNaN(data3)){
vErrors = report(vErrors, instancePath+"/perSeconds", "minimum", {comparison: ">=", limit: 1});
errors++;
}
}
}
if(data.per !== undefined){
let data4 = data.per;
if(typeof data4 !== "string"){
vErrors = report(vErrors, instancePath+"/per", "type", {type: "string"});
errors++;
}
if(!((data4 === "client") || (data4 === "all"))){
vErrors = report(vErrors, instancePath+"/per", "enum", {allowedValues: schema41.properties.per.enum});
errors++;
}
}
if(data.delayMs !== undefined){
if(!(validate31(data.delayMs, {instancePath:instancePath+"/delayMs"}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate35.errors = vErrors;
return errors === 0;
}

const schema42 = {"type":"object","additionalProperties":false,"required":["type","delayMs"],"properties":{"type":{"type":"string","enum":["delay"]},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};

function validate37(data, {instancePath=""}={}){
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
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema42.properties.type.enum});
errors++;
}
}
if(data.delayMs !== undefined){
if(!(validate31(data.delayMs, {instancePath:instancePath+"/delayMs"}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate37.errors = vErrors;
return errors === 0;
}

const schema43 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","enum":["reset","empty","garbage","truncate","stall"]},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};

function validate39(data, {instancePath=""}={}){
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
if(!(((((data0 === "reset") || (data0 === "empty")) || (data0 === "garbage")) || (data0 === "truncate")) || (data0 === "stall"))){
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema43.properties.type.enum});
errors++;
}
}
if(data.delayMs !== undefined){
if(!(validate31(data.delayMs, {instancePath:instancePath+"/delayMs"}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate39.errors = vErrors;
return errors === 0;
}

const schema44 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","enum":["dribble"]},"bytes":{"type":"integer","minimum":1,"maximum":1048576},"everyMs":{"type":"integer","minimum":1,"maximum":60000},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};

function validate41(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "type"});
errors++;
}
for(const key0 in data){
if(!((((key0 === "type") || (key0 === "bytes")) || (key0 === "everyMs")) || (key0 === "delayMs"))){
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
if(!(data0 === "dribble")){
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema44.properties.type.enum});
errors++;
}
}
if(data.bytes !== undefined){
let data1 = data.bytes;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
vErrors = report(vErrors, instancePath+"/bytes", "type", {type: "integer"});
errors++;
}
if(typeof data1 == "number"){
if(data1 > 1048576 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/bytes", "maximum", {comparison: "<=", limit: 1048576});
errors++;
}
if(data1 < 1 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/bytes", "minimum", {comparison: ">=", limit: 1});
errors++;
}
}
}
if(data.everyMs !== undefined){
let data2 = data.everyMs;
if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
vErrors = report(vErrors, instancePath+"/everyMs", "type", {type: "integer"});
errors++;
}
if(typeof data2 == "number"){
if(data2 > 60000 || isNaN(data2)){
vErrors = report(vErrors, instancePath+"/everyMs", "maximum", {comparison: "<=", limit: 60000});
errors++;
}
if(data2 < 1 || isNaN(data2)){
vErrors = report(vErrors, instancePath+"/everyMs", "minimum", {comparison: ">=", limit: 1});
errors++;
}
}
}
if(data.delayMs !== undefined){
if(!(validate31(data.delayMs, {instancePath:instancePath+"/delayMs"}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
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

const schema45 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","enum":["truncatedJson","malformedJson"]},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};

function validate43(data, {instancePath=""}={}){
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
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema45.properties.type.enum});
errors++;
}
}
if(data.delayMs !== undefined){
if(!(validate31(data.delayMs, {instancePath:instancePath+"/delayMs"}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
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

const schema46 = {"type":"object","additionalProperties":false,"minProperties":2,"required":["type"],"properties":{"type":{"type":"string","enum":["patch"]},"status":{"type":"integer","minimum":200,"maximum":599},"headers":{"type":"object","additionalProperties":{"type":["string","null"]}},"body":{},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};

function validate45(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 2){
vErrors = report(vErrors, instancePath, "minProperties", {limit: 2});
errors++;
}
if(data.type === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "type"});
errors++;
}
for(const key0 in data){
if(!(((((key0 === "type") || (key0 === "status")) || (key0 === "headers")) || (key0 === "body")) || (key0 === "delayMs"))){
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
if(!(data0 === "patch")){
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema46.properties.type.enum});
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
let data3 = data2[key1];
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = report(vErrors, instancePath+"/headers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: schema46.properties.headers.additionalProperties.type});
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
if(!(validate31(data.delayMs, {instancePath:instancePath+"/delayMs"}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
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

const schema47 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","enum":["rejectedToken","expiredToken"]},"expiredBySeconds":{"$ref":"#/components/schemas/ExpiredBySeconds"},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};
const schema48 = {"type":"integer","minimum":1,"maximum":315360000};

function validate47(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "type"});
errors++;
}
for(const key0 in data){
if(!(((key0 === "type") || (key0 === "expiredBySeconds")) || (key0 === "delayMs"))){
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
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema47.properties.type.enum});
errors++;
}
}
if(data.expiredBySeconds !== undefined){
let data1 = data.expiredBySeconds;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
vErrors = report(vErrors, instancePath+"/expiredBySeconds", "type", {type: "integer"});
errors++;
}
if(typeof data1 == "number"){
if(data1 > 315360000 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/expiredBySeconds", "maximum", {comparison: "<=", limit: 315360000});
errors++;
}
if(data1 < 1 || isNaN(data1)){
vErrors = report(vErrors, instancePath+"/expiredBySeconds", "minimum", {comparison: ">=", limit: 1});
errors++;
}
}
}
if(data.delayMs !== undefined){
if(!(validate31(data.delayMs, {instancePath:instancePath+"/delayMs"}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
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

const schema49 = {"type":"object","additionalProperties":false,"required":["type","token","flaw"],"properties":{"type":{"type":"string","enum":["flawedToken"]},"token":{"type":"string","enum":["access","id","refresh"]},"flaw":{"$ref":"#/components/schemas/TokenFlaw"},"expiredBySeconds":{"$ref":"#/components/schemas/ExpiredBySeconds"},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};
const schema50 = {"type":"string","enum":["expired","notYetValid","wrongAudience","wrongIssuer","wrongSignature","algorithmNone","unknownKey","noKeyId","wrongNonce","malformed"]};

function validate49(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "type"});
errors++;
}
if(data.token === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "token"});
errors++;
}
if(data.flaw === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "flaw"});
errors++;
}
for(const key0 in data){
if(!(((((key0 === "type") || (key0 === "token")) || (key0 === "flaw")) || (key0 === "expiredBySeconds")) || (key0 === "delayMs"))){
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
if(!(data0 === "flawedToken")){
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema49.properties.type.enum});
errors++;
}
}
if(data.token !== undefined){
let data1 = data.token;
if(typeof data1 !== "string"){
vErrors = report(vErrors, instancePath+"/token", "type", {type: "string"});
errors++;
}
if(!(((data1 === "access") || (data1 === "id")) || (data1 === "refresh"))){
vErrors = report(vErrors, instancePath+"/token", "enum", {allowedValues: schema49.properties.token.enum});
errors++;
}
}
if(data.flaw !== undefined){
let data2 = data.flaw;
if(typeof data2 !== "string"){
vErrors = report(vErrors, instancePath+"/flaw", "type", {type: "string"});
errors++;
}
if(!((((((((((data2 === "expired") || (data2 === "notYetValid")) || (data2 === "wrongAudience")) || (data2 === "wrongIssuer")) || (data2 === "wrongSignature")) || (data2 === "algorithmNone")) || (data2 === "unknownKey")) || (data2 === "noKeyId")) || (data2 === "wrongNonce")) || (data2 === "malformed"))){
vErrors = report(vErrors, instancePath+"/flaw", "enum", {allowedValues: schema50.enum});
errors++;
}
}
if(data.expiredBySeconds !== undefined){
let data3 = data.expiredBySeconds;
if(!((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3)))){
vErrors = report(vErrors, instancePath+"/expiredBySeconds", "type", {type: "integer"});
errors++;
}
if(typeof data3 == "number"){
if(data3 > 315360000 || isNaN(data3)){
vErrors = report(vErrors, instancePath+"/expiredBySeconds", "maximum", {comparison: "<=", limit: 315360000});
errors++;
}
if(data3 < 1 || isNaN(data3)){
vErrors = report(vErrors, instancePath+"/expiredBySeconds", "minimum", {comparison: ">=", limit: 1});
errors++;
}
}
}
if(data.delayMs !== undefined){
if(!(validate31(data.delayMs, {instancePath:instancePath+"/delayMs"}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate49.errors = vErrors;
return errors === 0;
}

const schema52 = {"type":"object","additionalProperties":false,"required":["type","failure"],"properties":{"type":{"type":"string","enum":["failedWrite"]},"failure":{"$ref":"#/components/schemas/WriteFailure"},"delayMs":{"$ref":"#/components/schemas/DelayMs"}}};
const schema53 = {"type":"string","enum":["lostUpdate","poisonedRecord","droppedCreation","failedUpdates","retiredKey"]};

function validate51(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "type"});
errors++;
}
if(data.failure === undefined){
vErrors = report(vErrors, instancePath, "required", {missingProperty: "failure"});
errors++;
}
for(const key0 in data){
if(!(((key0 === "type") || (key0 === "failure")) || (key0 === "delayMs"))){
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
if(!(data0 === "failedWrite")){
vErrors = report(vErrors, instancePath+"/type", "enum", {allowedValues: schema52.properties.type.enum});
errors++;
}
}
if(data.failure !== undefined){
let data1 = data.failure;
if(typeof data1 !== "string"){
vErrors = report(vErrors, instancePath+"/failure", "type", {type: "string"});
errors++;
}
if(!(((((data1 === "lostUpdate") || (data1 === "poisonedRecord")) || (data1 === "droppedCreation")) || (data1 === "failedUpdates")) || (data1 === "retiredKey"))){
vErrors = report(vErrors, instancePath+"/failure", "enum", {allowedValues: schema53.enum});
errors++;
}
}
if(data.delayMs !== undefined){
if(!(validate31(data.delayMs, {instancePath:instancePath+"/delayMs"}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate51.errors = vErrors;
return errors === 0;
}


function validate29(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "status"){
if(!(validate30(data, {instancePath}))){
vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
errors = vErrors.length;
}
}
else if(tag0 === "rateLimit"){
if(!(validate35(data, {instancePath}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
}
else if(tag0 === "delay"){
if(!(validate37(data, {instancePath}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
}
else if(tag0 === "reset"){
if(!(validate39(data, {instancePath}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
else if(tag0 === "empty"){
if(!(validate39(data, {instancePath}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
else if(tag0 === "garbage"){
if(!(validate39(data, {instancePath}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
else if(tag0 === "truncate"){
if(!(validate39(data, {instancePath}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
else if(tag0 === "stall"){
if(!(validate39(data, {instancePath}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
else if(tag0 === "dribble"){
if(!(validate41(data, {instancePath}))){
vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
errors = vErrors.length;
}
}
else if(tag0 === "truncatedJson"){
if(!(validate43(data, {instancePath}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
}
else if(tag0 === "malformedJson"){
if(!(validate43(data, {instancePath}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
}
else if(tag0 === "patch"){
if(!(validate45(data, {instancePath}))){
vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
errors = vErrors.length;
}
}
else if(tag0 === "rejectedToken"){
if(!(validate47(data, {instancePath}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
else if(tag0 === "expiredToken"){
if(!(validate47(data, {instancePath}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
else if(tag0 === "flawedToken"){
if(!(validate49(data, {instancePath}))){
vErrors = vErrors === null ? validate49.errors : vErrors.concat(validate49.errors);
errors = vErrors.length;
}
}
else if(tag0 === "failedWrite"){
if(!(validate51(data, {instancePath}))){
vErrors = vErrors === null ? validate51.errors : vErrors.concat(validate51.errors);
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
validate29.errors = vErrors;
return errors === 0;
}


function validate27(data, {instancePath=""}={}){
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
if(!(validate22(data.match, {instancePath:instancePath+"/match"}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
if(data.effect !== undefined){
if(!(validate29(data.effect, {instancePath:instancePath+"/effect"}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
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
validate27.errors = vErrors;
return errors === 0;
}

const input13 = validate70;
const schema54 = {"type":"integer","minimum":1};

function validate70(data, {instancePath=""}={}){
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
validate70.errors = vErrors;
return errors === 0;
}

const input14 = validate71;
const schema55 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"now":{"type":"string","format":"date-time"},"frozen":{"type":"boolean"}}};
const formats0 = /^(?:\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|\d{4}-(?:0[13-9]|1[0-2])-(?:29|30)|\d{4}-(?:0[13578]|1[02])-31|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;

function validate71(data, {instancePath=""}={}){
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
validate71.errors = vErrors;
return errors === 0;
}

const input15 = validate72;
const schema56 = {"type":"object","additionalProperties":false,"required":["seconds"],"properties":{"seconds":{"type":"number","minimum":-10000000000,"maximum":10000000000}}};

function validate72(data, {instancePath=""}={}){
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
validate72.errors = vErrors;
return errors === 0;
}

const input16 = validate73;
const schema57 = {"type":"string"};

function validate73(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(typeof data !== "string"){
vErrors = report(vErrors, instancePath, "type", {type: "string"});
errors++;
}
validate73.errors = vErrors;
return errors === 0;
}

const input17 = validate74;
const schema58 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"profile":{"$ref":"#/components/schemas/RawProfile"},"attributes":{"$ref":"#/components/schemas/Attributes"},"displays":{"$ref":"#/components/schemas/Displays"}}};
const schema59 = {"type":"object","additionalProperties":true};
const schema60 = {"type":"object","additionalProperties":true};
const schema61 = {"type":"object","additionalProperties":{"type":["string","null"]}};

function validate74(data, {instancePath=""}={}){
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
vErrors = report(vErrors, instancePath+"/displays/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: schema61.additionalProperties.type});
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
validate74.errors = vErrors;
return errors === 0;
}

const input18 = validate75;
const schema62 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"profile":{"$ref":"#/components/schemas/RawProfile"},"attributes":{"$ref":"#/components/schemas/Attributes"},"displays":{"$ref":"#/components/schemas/Displays"}}};

function validate75(data, {instancePath=""}={}){
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
vErrors = report(vErrors, instancePath+"/displays/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: schema61.additionalProperties.type});
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
validate75.errors = vErrors;
return errors === 0;
}

const input19 = validate76;
const schema66 = {"type":"object","additionalProperties":false,"properties":{"secret":{"type":["string","null"],"minLength":1},"scopes":{"type":"array","items":{"type":"string","pattern":"^\\S+$"}},"groups":{"type":"array","items":{"type":"string"}},"exchangesFor":{"type":"array","items":{"type":"string"}},"opaqueTokens":{"type":"boolean"},"legacyGroupPermissions":{"type":"boolean"},"redirectUris":{"type":"array","items":{"type":"string","minLength":1}},"postLogoutRedirectUris":{"type":"array","items":{"type":"string","minLength":1}},"jwks":{"type":"object","additionalProperties":true},"rotateRefreshTokens":{"type":"boolean"}}};
const pattern5 = new RegExp("^\\S+$", "u");

function validate76(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema66.properties, key0))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.secret !== undefined){
let data0 = data.secret;
if((typeof data0 !== "string") && (data0 !== null)){
vErrors = report(vErrors, instancePath+"/secret", "type", {type: schema66.properties.secret.type});
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
if(!pattern5.test(data2)){
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
validate76.errors = vErrors;
return errors === 0;
}

const input20 = validate77;
const schema67 = {"type":"object","additionalProperties":false,"required":["report"],"properties":{"report":{"type":["object","null"],"additionalProperties":true}}};

function validate77(data, {instancePath=""}={}){
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
vErrors = report(vErrors, instancePath+"/report", "type", {type: schema67.properties.report.type});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate77.errors = vErrors;
return errors === 0;
}

const input21 = validate78;
const schema68 = {"type":"object","additionalProperties":true,"minProperties":1};

function validate78(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
vErrors = report(vErrors, instancePath, "minProperties", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate78.errors = vErrors;
return errors === 0;
}

const input22 = validate79;
const schema69 = {"type":"object","additionalProperties":false,"properties":{"keepOld":{"type":"boolean"},"publish":{"type":"boolean"}}};

function validate79(data, {instancePath=""}={}){
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
validate79.errors = vErrors;
return errors === 0;
}

const input23 = validate80;
const schema70 = {"type":"object","additionalProperties":false,"properties":{"keepOld":{"type":"boolean"}}};

function validate80(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "keepOld")){
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
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate80.errors = vErrors;
return errors === 0;
}

const input24 = validate81;
const schema71 = {"type":"object","additionalProperties":{"type":"string"}};

function validate81(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(typeof data[key0] !== "string"){
vErrors = report(vErrors, instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "string"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate81.errors = vErrors;
return errors === 0;
}

const input25 = validate82;
const schema72 = {"type":"object","additionalProperties":false,"properties":{"kind":{"allOf":[{"$ref":"#/components/schemas/TokenKind"}]},"service":{"allOf":[{"$ref":"#/components/schemas/Service"}]},"scopes":{"type":"array","items":{"type":"string","pattern":"^\\S+$"}},"clientId":{"type":"string","minLength":1},"user":{"type":"string","minLength":1},"audience":{"type":"string","minLength":1},"lifetimeSeconds":{"type":"integer","minimum":1,"maximum":10000000000},"claims":{"type":"object","additionalProperties":true},"flaw":{"$ref":"#/components/schemas/TokenFlaw"},"expiredBySeconds":{"$ref":"#/components/schemas/ExpiredBySeconds"},"kid":{"type":"string","minLength":1}}};
const schema73 = {"type":"string","enum":["access","id","refresh"]};

function validate82(data, {instancePath=""}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema72.properties, key0))){
vErrors = report(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
errors++;
}
}
if(data.kind !== undefined){
let data0 = data.kind;
if(typeof data0 !== "string"){
vErrors = report(vErrors, instancePath+"/kind", "type", {type: "string"});
errors++;
}
if(!(((data0 === "access") || (data0 === "id")) || (data0 === "refresh"))){
vErrors = report(vErrors, instancePath+"/kind", "enum", {allowedValues: schema73.enum});
errors++;
}
}
if(data.service !== undefined){
let data1 = data.service;
if(typeof data1 !== "string"){
vErrors = report(vErrors, instancePath+"/service", "type", {type: "string"});
errors++;
}
if(!(((data1 === "cis") || (data1 === "dabp")) || (data1 === "cern"))){
vErrors = report(vErrors, instancePath+"/service", "enum", {allowedValues: schema16.enum});
errors++;
}
}
if(data.scopes !== undefined){
let data2 = data.scopes;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
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
let data4 = data.clientId;
if(typeof data4 === "string"){
if(data4.length < 1){
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
let data5 = data.user;
if(typeof data5 === "string"){
if(data5.length < 1){
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
let data6 = data.audience;
if(typeof data6 === "string"){
if(data6.length < 1){
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
let data7 = data.lifetimeSeconds;
if(!((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7)))){
vErrors = report(vErrors, instancePath+"/lifetimeSeconds", "type", {type: "integer"});
errors++;
}
if(typeof data7 == "number"){
if(data7 > 10000000000 || isNaN(data7)){
vErrors = report(vErrors, instancePath+"/lifetimeSeconds", "maximum", {comparison: "<=", limit: 10000000000});
errors++;
}
if(data7 < 1 || isNaN(data7)){
vErrors = report(vErrors, instancePath+"/lifetimeSeconds", "minimum", {comparison: ">=", limit: 1});
errors++;
}
}
}
if(data.claims !== undefined){
let data8 = data.claims;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
}
else {
vErrors = report(vErrors, instancePath+"/claims", "type", {type: "object"});
errors++;
}
}
if(data.flaw !== undefined){
let data9 = data.flaw;
if(typeof data9 !== "string"){
vErrors = report(vErrors, instancePath+"/flaw", "type", {type: "string"});
errors++;
}
if(!((((((((((data9 === "expired") || (data9 === "notYetValid")) || (data9 === "wrongAudience")) || (data9 === "wrongIssuer")) || (data9 === "wrongSignature")) || (data9 === "algorithmNone")) || (data9 === "unknownKey")) || (data9 === "noKeyId")) || (data9 === "wrongNonce")) || (data9 === "malformed"))){
vErrors = report(vErrors, instancePath+"/flaw", "enum", {allowedValues: schema50.enum});
errors++;
}
}
if(data.expiredBySeconds !== undefined){
let data10 = data.expiredBySeconds;
if(!((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10)))){
vErrors = report(vErrors, instancePath+"/expiredBySeconds", "type", {type: "integer"});
errors++;
}
if(typeof data10 == "number"){
if(data10 > 315360000 || isNaN(data10)){
vErrors = report(vErrors, instancePath+"/expiredBySeconds", "maximum", {comparison: "<=", limit: 315360000});
errors++;
}
if(data10 < 1 || isNaN(data10)){
vErrors = report(vErrors, instancePath+"/expiredBySeconds", "minimum", {comparison: ">=", limit: 1});
errors++;
}
}
}
if(data.kid !== undefined){
let data11 = data.kid;
if(typeof data11 === "string"){
if(data11.length < 1){
vErrors = report(vErrors, instancePath+"/kid", "minLength", {limit: 1});
errors++;
}
}
else {
vErrors = report(vErrors, instancePath+"/kid", "type", {type: "string"});
errors++;
}
}
}
else {
vErrors = report(vErrors, instancePath, "type", {type: "object"});
errors++;
}
validate82.errors = vErrors;
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
  'listRequests.anyRoute': input6,
  'listRequests.since': input7,
  'listRequests.order': input8,
  'listRequests.offset': input7,
  'listRequests.limit': input9,
  'countRequests.service': input3,
  'countRequests.operation': input0,
  'countRequests.status': input4,
  'countRequests.client': input0,
  'countRequests.method': input0,
  'countRequests.path': input5,
  'countRequests.anyRoute': input6,
  'countRequests.since': input7,
  'countRequests.limit': input9,
  'verifyRequests.body': input10,
  'waitForRequests.service': input3,
  'waitForRequests.operation': input0,
  'waitForRequests.status': input4,
  'waitForRequests.client': input0,
  'waitForRequests.method': input0,
  'waitForRequests.path': input5,
  'waitForRequests.since': input7,
  'waitForRequests.count': input9,
  'waitForRequests.timeoutSeconds': input11,
  'addFault.body': input12,
  'getFault.id': input13,
  'removeFault.id': input13,
  'setClock.body': input14,
  'advanceClock.body': input15,
  'listPeople.after': input16,
  'listPeople.limit': input9,
  'createPerson.body': input17,
  'getPerson.id': input0,
  'changePerson.id': input0,
  'changePerson.body': input18,
  'deletePerson.id': input0,
  'getClient.id': input0,
  'setClient.id': input0,
  'setClient.body': input19,
  'deleteClient.id': input0,
  'getStoredReport.referenceId': input0,
  'setReport.referenceId': input0,
  'setReport.body': input20,
  'restoreReport.referenceId': input0,
  'addIdentity.body': input21,
  'getIdentity.id': input0,
  'changeIdentity.id': input0,
  'changeIdentity.body': input21,
  'removeIdentity.id': input0,
  'addGroup.body': input21,
  'getGroup.id': input0,
  'changeGroup.id': input0,
  'changeGroup.body': input21,
  'removeGroup.id': input0,
  'addMember.id': input0,
  'addMember.identity': input0,
  'removeMember.id': input0,
  'removeMember.identity': input0,
  'addApplication.body': input21,
  'getApplication.id': input0,
  'changeApplication.id': input0,
  'changeApplication.body': input21,
  'removeApplication.id': input0,
  'createSnapshot.name': input2,
  'deleteSnapshot.name': input2,
  'restoreSnapshot.name': input2,
  'rotateKeys.body': input22,
  'retireKey.kid': input0,
  'getPublisherKey.publisher': input0,
  'rotatePublisherKeys.publisher': input0,
  'rotatePublisherKeys.body': input23,
  'retirePublisherKey.publisher': input0,
  'retirePublisherKey.kid': input0,
  'setQuirks.body': input24,
  'mintToken.body': input25,
}
