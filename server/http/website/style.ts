// The one style sheet of the website: a single column, the visitor's own fonts, dark or light as they prefer.
import { createHash } from 'node:crypto';

export const style = `:root {
  color-scheme: light dark;
  --paper: #fbfbf9; --card: #ffffff; --ink: #1c2024; --soft: #5b626b; --line: #dcdedb;
  --accent: #0f766e; --on-accent: #ffffff; --bad: #b42318; --bad-paper: #fdf1ef; --good-paper: #edf7f4;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #121517; --card: #191d20; --ink: #dfe3e6; --soft: #98a1a9; --line: #30363b;
    --accent: #4fc3b1; --on-accent: #06231f; --bad: #ff9b8f; --bad-paper: #2b1a18; --good-paper: #14282a;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 0 1.25rem; max-width: 42rem; min-height: 100vh; display: flex; flex-direction: column;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", "DejaVu Sans", sans-serif;
  overflow-wrap: anywhere;
}
body > header {
  display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .25rem 1.5rem;
  padding: 1.5rem 0 1rem; border-bottom: 1px solid var(--line);
}
.host { font: 600 1.05rem/1.4 var(--mono); color: var(--ink); text-decoration: none; }
.host::before { content: "> "; color: var(--accent); }
nav { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
nav a, .host { padding: .25rem 0; }
main { flex: 1; padding: 2.25rem 0 3rem; }
footer { padding: 1rem 0 1.5rem; border-top: 1px solid var(--line); color: var(--soft); font: .8125rem/1.5 var(--mono); }
h1 { margin: 0 0 .75rem; font-size: 1.75rem; line-height: 1.25; letter-spacing: -.015em; font-weight: 650; }
h2 { margin: 2.25rem 0 .5rem; font-size: 1.125rem; line-height: 1.4; }
p { margin: 0 0 1rem; }
.lead { font-size: 1.125rem; }
.soft { color: var(--soft); font-size: .9375rem; }
a { color: var(--accent); text-underline-offset: .2em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
code, pre, .mono { font-family: var(--mono); font-size: .9em; }
code { background: var(--card); border: 1px solid var(--line); border-radius: 4px; padding: .05em .3em; }
pre {
  margin: 0 0 1rem; padding: .9rem 1rem; line-height: 1.7;
  background: var(--card); border: 1px solid var(--line); border-radius: 8px;
}
pre code { display: block; padding: 0 0 0 2ch; border: 0; background: none; font-size: 1em; white-space: pre-wrap; text-indent: -2ch; }
pre code::before { content: "$ "; color: var(--soft); }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.5rem; margin: 0 0 1rem; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; }
form.entry { max-width: 26rem; margin: 1.5rem 0; }
.field { margin: 0 0 1.25rem; }
label { display: block; margin: 0 0 .3rem; font-weight: 600; }
label .soft { font-weight: 400; }
input {
  width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: 1rem/1.5 var(--mono);
  color: inherit; background: var(--card); border: 1px solid var(--soft); border-radius: 8px;
}
input[aria-invalid] { border-color: var(--bad); }
input:focus-visible { outline-offset: 1px; border-radius: 8px; }
.hint, .error { margin: .3rem 0 0; font-size: .9375rem; }
.hint { color: var(--soft); }
.error { color: var(--bad); }
button {
  min-height: 2.75rem; padding: .5rem 1.25rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid transparent; border-radius: 8px;
}
button:hover { filter: brightness(1.08); }
button.quiet { min-height: 2.5rem; padding: .3rem .9rem; font-size: .9375rem; font-weight: 500; color: var(--ink); background: none; border-color: var(--line); }
button.quiet:hover { border-color: var(--soft); filter: none; }
button:focus-visible { border-radius: 8px; }
.note { margin: 0 0 1.5rem; padding: .75rem 1rem; border: 1px solid var(--line); border-left: 4px solid var(--accent); border-radius: 6px; background: var(--good-paper); }
.note.bad { border-left-color: var(--bad); background: var(--bad-paper); }
.devices { list-style: none; margin: 1rem 0 1.5rem; padding: 0; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
.devices li { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1rem; padding: .85rem 1rem; }
.devices li + li { border-top: 1px solid var(--line); }
.devices div { flex: 1 1 12rem; min-width: 0; }
.devices p { margin: 0; }
.devices .name { font-weight: 600; }
.devices .soft { font-size: .875rem; }
.tag { margin-left: .5rem; padding: .1rem .5rem; border-radius: 99px; background: var(--good-paper); color: var(--accent); font: 500 .8125rem/1.5 var(--mono); white-space: nowrap; }
.devices form { margin: 0; }
@media (max-width: 30rem) {
  body { padding: 0 1rem; }
  main { padding-top: 1.5rem; }
  h1 { font-size: 1.5rem; }
  form.entry button { width: 100%; }
  dl.facts { grid-template-columns: 1fr; gap: 0; }
  dl.facts dd { margin-bottom: .6rem; }
}
`;

/** Named by its content, so that a browser keeps it for good and never shows an old one. */
export const stylePath = `/style-${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`;
