// Opens a page in Chromium as people do (wide and narrow, light and dark, on paper, without scripts, by keyboard), and prints
// what it saw as JSON: `node look-at-page.mjs PAGE`. A process of its own, since jest loads no modules of this kind.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import chromium from '@sparticuz/chromium';
import puppeteer from 'puppeteer-core';

const axe = createRequire(import.meta.url).resolve('axe-core');
const address = pathToFileURL(process.argv[2]).href;

async function open(browser, { scheme = 'light', width = 1200, scripts = true } = {}) {
  const page = await browser.newPage();
  await page.setViewport({ width, height: 800 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.setJavaScriptEnabled(scripts);
  const troubles = [];
  page.on('console', (message) => troubles.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('request', (request) => request.url() === address || troubles.push(`asked for ${request.url()}`));
  await page.goto(address, { waitUntil: 'load' });
  return { page, troubles };
}

/** Everything is unfolded first: what is folded has no contrast. */
async function judge(browser, scheme, width) {
  const { page, troubles } = await open(browser, { scheme, width });
  await page.evaluate(() => document.querySelectorAll('details').forEach((each) => (each.open = true)));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  const found = [...troubles];
  await page.setBypassCSP(true);
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const violated = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  await page.close();
  return { scheme, width, troubles: found, violated, wide };
}

const visible = (page, selector) => page.$$eval(selector, (all) => all.filter((each) => each.checkVisibility()).length);

async function filter(browser) {
  const { page } = await open(browser);
  const all = await visible(page, '.finding');
  const names = await page.$$eval('select[name=repository] option', (options) => options.map(({ value }) => value));
  const counts = {};
  for (const name of names) {
    await page.select('select[name=repository]', name);
    counts[name] = await visible(page, '.finding');
  }
  await page.select('select[name=repository]', '');
  await page.select('select[name=severity]', 'error');
  const errors = await visible(page, '.finding');
  const said = await page.$eval('#shown', ({ textContent }) => textContent);
  await page.close();
  return { all, counts, errors, said };
}

async function keyboard(browser) {
  const { page } = await open(browser);
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement?.textContent);
  await page.focus('summary');
  await page.keyboard.press('Enter');
  const opened = await page.$eval('details', ({ open: isOpen }) => isOpen);
  await page.close();
  return { first, opened };
}

async function withoutScripts(browser) {
  const { page } = await open(browser, { scripts: false });
  const seen = { findings: await visible(page, '.finding'), filters: await visible(page, '.filters') };
  await page.close();
  return seen;
}

async function onPaper(browser) {
  const { page } = await open(browser, { scheme: 'dark' });
  await page.emulateMediaType('print');
  const back = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const filters = await visible(page, '.filters');
  await page.close();
  return { back, filters };
}

const args = puppeteer.defaultArgs({ args: [...chromium.args, '--no-sandbox'], headless: 'shell' });
const executablePath = await chromium.executablePath();
const browser = await puppeteer.launch({ executablePath, args, headless: 'shell' });
try {
  const looks = [];
  for (const scheme of ['light', 'dark'])
    for (const width of [390, 1200]) looks.push(await judge(browser, scheme, width));
  const seen = {
    looks,
    filter: await filter(browser),
    keyboard: await keyboard(browser),
    withoutScripts: await withoutScripts(browser),
    onPaper: await onPaper(browser),
  };
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
}
