import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestNode, type TestNode } from '../../server/test-node.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'].find(existsSync);
if (executablePath === undefined) {
  const sentence = 'the website suite needs a Chromium in /usr/bin';
  if (process.env['CI'] !== undefined) throw new Error(sentence);
  process.stderr.write(`website suite skipped: ${sentence}\n`);
}

const password = 'correct horse battery';
/** What pages looked like, for a person to look at. */
let pictures: string;
let host: TestNode;
let browser: Browser;
let names = 0;

describe.skipIf(executablePath === undefined)('the website in a browser', () => {
  beforeAll(async () => {
    pictures = await mkdtemp(join(tmpdir(), 'devchat-website-'));
    process.stderr.write(`website pictures: ${pictures}\n`);
    host = await startTestNode({ config: { name: 'chat.test' } });
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // A name that is not loopback: browsers say less about where a form came from there.
        '--host-resolver-rules=MAP chat.test 127.0.0.1',
      ],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
  });

  const desk = { viewport: { width: 1280, height: 800 } };
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  let name: string;
  beforeEach(() => {
    name = `ada${(names += 1)}`;
  });

  const open = async (options: BrowserContextOptions = desk, url = host.url) => {
    const context = await browser.newContext({ baseURL: url, ...options });
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('console', (line) => (line.type() === 'error' ? troubles.push(line.text()) : undefined));
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('dialog', (dialog) => {
      troubles.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    return { context, page, troubles };
  };

  const enter = async (page: Page, path: '/signup' | '/login') => {
    await page.goto(path);
    await page.getByLabel('User name').fill(name);
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `@${name}` }).waitFor();
  };

  const loggedIn = async (context: BrowserContext) =>
    (await context.cookies()).some((cookie) => cookie.name === 'devchat' && cookie.httpOnly);

  test('signing up, seeing the devices, revoking another one, logging out', async () => {
    const here = await open();
    await enter(here.page, '/signup');
    expect(await here.page.getByRole('listitem').allTextContents()).toEqual([expect.stringContaining('this one')]);
    expect(await loggedIn(here.context)).toBe(true);

    const other = await open(phone);
    await enter(other.page, '/login');
    await here.page.reload();
    const devices = here.page.getByRole('list', { name: 'Devices' }).getByRole('listitem');
    expect(await devices.count()).toBe(2);
    await here.page.getByRole('button', { name: /^Revoke Chrome on/ }).click();
    await here.page.getByRole('status').getByText('That device is logged out.').waitFor();
    expect(await devices.count()).toBe(1);
    await other.page.reload();
    await other.page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(await loggedIn(other.context)).toBe(false);

    await here.page.getByRole('button', { name: 'Log out here' }).click();
    await here.page.getByRole('heading', { name: 'chat.test' }).waitFor();
    expect(await loggedIn(here.context)).toBe(false);
    await here.page.goto('/account');
    await here.page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect([...here.troubles, ...other.troubles]).toEqual([]);
  });

  test('a wrong password is said in words, and the name stays', async () => {
    const { page } = await open();
    await page.goto('/login');
    await page.getByLabel('User name').fill(name);
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('alert').getByText('The user name or the password is wrong.').waitFor();
    expect(await page.getByLabel('User name').inputValue()).toBe(name);
    expect(await page.getByLabel('Password').inputValue()).toBe('');
    expect(await page.title()).toBe('Error: Log in · chat.test');
  });

  test('what is wrong is announced with its field, and the first of them has the focus', async () => {
    const { page } = await open();
    await page.goto('/signup');
    await page.getByLabel('User name').fill(name);
    await page.getByLabel('Password').fill('short');
    await page.keyboard.press('Enter');
    const field = page.getByLabel('Password');
    await page.getByText('Password must have at least 8 bytes.').waitFor();
    expect(await field.getAttribute('aria-describedby')).toBe('password-hint password-error');
    expect(await field.evaluate((element) => element.matches(':focus'))).toBe(true);
  });

  test('a form works on a plain http host that is not loopback', async () => {
    const { page, context } = await open(desk, host.url.replace('127.0.0.1', 'chat.test'));
    await enter(page, '/signup');
    expect(await loggedIn(context)).toBe(true);
  });

  test('a form on another site changes nothing', async () => {
    const { page } = await open();
    await enter(page, '/signup');
    const evil = host.url.replace('127.0.0.1', 'localhost');
    await page.route(`${evil}/evil`, (route) =>
      route.fulfill({ contentType: 'text/html', body: `<form method=post action=${host.url}/logout><button>Win` }),
    );
    await page.goto(`${evil}/evil`);
    await page.getByRole('button', { name: 'Win' }).click();
    await page.getByRole('heading', { name: 'Not sent from here' }).waitFor();
    await page.goto(`${host.url}/account`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(`@${name}`);
  });

  test('a hostile name of a device runs nothing', async () => {
    const { page, context, troubles } = await open();
    await enter(page, '/signup');
    const token = (await context.cookies()).find((cookie) => cookie.name === 'devchat')?.value ?? '';
    const hostile = [`<img src=x onerror="alert('x')">`, `"><script>alert('x')</script>`, `\u202ecod.exe`];
    for (const device of hostile) {
      const authorization = { authorization: `Bearer ${token}` };
      await host.post('token.create', JSON.stringify({ name: device }), authorization);
    }
    await page.reload();
    await page.getByText(`<img src=x onerror="alert('x')">`, { exact: true }).waitFor();
    await page.screenshot({ path: join(pictures, 'hostile.png'), fullPage: true });
    expect(troubles).toEqual([]);
  });

  test.each([
    ['desk', 'light'],
    ['desk', 'dark'],
    ['phone', 'light'],
    ['phone', 'dark'],
  ] as const)('every page fits a %s in the %s', async (kind, colorScheme) => {
    const { page, context } = await open({ ...(kind === 'desk' ? desk : phone), colorScheme });
    const look = async (path: string, picture: string) => {
      if (path !== '') await page.goto(path);
      await page.screenshot({ path: join(pictures, `${picture}-${kind}-${colorScheme}.png`), fullPage: true });
      const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect({ picture, wider }).toEqual({ picture, wider: 0 });
    };
    await look('/about', 'about');
    await look('/login', 'login');
    await look('/nothing/here', 'nothing');
    await look('/reset', 'reset');
    await look('/signup', 'signup');
    await page.getByLabel('User name').fill('x');
    await page.getByLabel('Email address').fill('nowhere');
    await page.keyboard.press('Enter');
    await page.getByText('User name must have at least 2 characters.').waitFor();
    await look('', 'signup-wrong');
    await enter(page, '/signup');
    const token = (await context.cookies()).find((cookie) => cookie.name === 'devchat')?.value ?? '';
    for (const device of ['ada-laptop', `build machine with a rather long name ${'x'.repeat(25)}`])
      await host.post('token.create', JSON.stringify({ name: device, expires_in_days: 90 }), {
        authorization: `Bearer ${token}`,
      });
    await look('/account?done=revoked', 'account');
    const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(paper).toBe(colorScheme === 'dark' ? 'rgb(18, 21, 23)' : 'rgb(251, 251, 249)');
  });
});
