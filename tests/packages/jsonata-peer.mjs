// Times a jsonata expression from JSON to JSON: rows a second, tab, what came out.
import { readFileSync } from 'node:fs';
import jsonata from 'jsonata';

const [, , expressionFile, rowFile] = process.argv;
const expression = jsonata(readFileSync(expressionFile, 'utf8'));
const row = readFileSync(rowFile, 'utf8');
let rate = 0;
let text = '';
for (let round = 0; round < 2; round++) {
  const end = performance.now() + 3000;
  const start = performance.now();
  let count = 0;
  while (performance.now() < end) {
    for (let i = 0; i < 100; i++) text = JSON.stringify(await expression.evaluate(JSON.parse(row)));
    count += 100;
  }
  rate = (count * 1000) / (performance.now() - start);
}
console.log(`${rate.toFixed(0)}\t${text}`);
