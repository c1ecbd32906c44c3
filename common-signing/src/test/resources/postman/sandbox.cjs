// Runs a collection's script for each case of cases.json, with as much of Postman's `pm` as the
// scripts use and the CryptoJS that Postman has, and prints the variables that it sets.
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const { script, cases } = JSON.parse(fs.readFileSync('cases.json'));
const CryptoJS = require(path.resolve('crypto-js.js'));

for (const each of cases) {
  const variables = { ...each.variables };
  class FixedDate extends Date {
    constructor() {
      super(each.now);
    }
    static now() {
      return each.now;
    }
  }
  const list = (fields) => ({ all: () => Object.entries(fields).map(([key, value]) => ({ key, value })) });
  const headers = new Map(Object.entries(each.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const pm = {
    variables: {
      get: (name) => variables[name],
      set: (name, value) => (variables[name] = value),
      replaceIn: (text) => text.replace(/\{\{(\w+)\}\}/g, (whole, name) => variables[name] ?? whole),
    },
    request: {
      method: each.method,
      url: { getPath: () => each.path, query: list(each.fields) },
      headers: {
        has: (name) => headers.has(name.toLowerCase()),
        get: (name) => headers.get(name.toLowerCase()),
        upsert: ({ key, value }) => headers.set(key.toLowerCase(), value),
      },
      body: { raw: each.body, urlencoded: list(each.fields) },
    },
  };
  vm.runInNewContext(script, { pm, CryptoJS, Date: FixedDate });
  console.log(JSON.stringify(variables));
}
