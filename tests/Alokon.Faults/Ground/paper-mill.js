#!/usr/bin/env node
// Stands in the browser's place where thousands of papers are printed: speaks its protocol over the same two pipes and gives
// every paper the same page. What is tested is who prints when and how often, not how the paper looks.
const fs = require('fs');

const objects = [
  '<</Type /Catalog /Pages 2 0 R>>', '<</Type /Pages /Kids [3 0 R] /Count 1>>', '<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>>',
];
let file = '%PDF-1.4\n';
let table = 'xref\n0 4\n0000000000 65535 f \n';
objects.forEach((text, i) => {
  table += `${String(file.length).padStart(10, '0')} 00000 n \n`;
  file += `${i + 1} 0 obj\n${text}\nendobj\n`;
});
const pdf = Buffer.from(`${file}${table}trailer\n<</Size 4 /Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`).toString('base64');

const send = (message) => fs.writeSync(4, JSON.stringify(message) + '\0');

const answers = {
  'Browser.getVersion': { product: 'PaperMill/1' },
  'Target.createBrowserContext': { browserContextId: 'context' },
  'Target.createTarget': { targetId: 'page' },
  'Page.navigate': { frameId: 'frame' },
  'Page.printToPDF': { data: pdf },
};

// How long a paper takes, in milliseconds: long enough to be stopped in the middle of one.
const delay = Number(process.env.PAPER_MILL_DELAY ?? 0);

let sessions = 0;

function take({ id, method, sessionId }) {
  const result = method === 'Target.attachToTarget' ? { sessionId: `session-${++sessions}` } : answers[method] ?? {};
  if (method === 'Page.printToPDF' && delay > 0) setTimeout(() => send({ id, result, sessionId }), delay);
  else send({ id, result, sessionId });
  if (method === 'Page.navigate' || method === 'Page.setDocumentContent') send({ method: 'Page.loadEventFired', params: { timestamp: 0 }, sessionId });
}

let rest = '';
fs.createReadStream(null, { fd: 3, encoding: 'utf8' })
  .on('data', (chunk) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop();
    messages.forEach((message) => take(JSON.parse(message)));
  })
  .on('end', () => process.exit(0));
