// The pages with a form to come in by: log in, sign up, choose a new password.
import type { Entry } from './entries.ts';
import { Page, type PageProps } from './layout.tsx';

export interface EntryProps extends Omit<PageProps, 'title'> {
  readonly entry: Entry;
  readonly formToken: string;
  /** Where to go afterwards; a path of this host. */
  readonly next: string;
  /** What was typed, except the password. */
  readonly values: Readonly<Record<string, string>>;
  /** What is wrong, by field; under '' what is not about one field. */
  readonly errors: Readonly<Record<string, string>>;
}

export function EntryPage({ entry, host, username, formToken, next, values, errors }: EntryProps) {
  const wrong = Object.keys(errors).length > 0;
  const firstWrong = entry.fields.find((field) => errors[field.name] !== undefined)?.name;
  const focused = firstWrong ?? (wrong ? 'password' : entry.fields[0]?.name);
  return (
    <Page title={wrong ? `Error: ${entry.title}` : entry.title} host={host} username={username}>
      <h1>{entry.title}</h1>
      {entry.lead === undefined ? null : <p>{entry.lead}</p>}
      {errors[''] === undefined ? null : (
        <p class="note bad" role="alert">
          {errors['']}
        </p>
      )}
      <form class="entry" method="post" action={entry.path} novalidate>
        <input type="hidden" name="form" value={formToken} />
        <input type="hidden" name="next" value={next} />
        {entry.fields.map((field) => (
          <EntryField
            key={field.name}
            {...field}
            value={values[field.name] ?? ''}
            error={errors[field.name]}
            focused={field.name === focused}
          />
        ))}
        <button type="submit">{entry.title}</button>
      </form>
      <p class="soft">
        {entry.other.question} <a href={entry.other.path}>{entry.other.title}</a>.
      </p>
    </Page>
  );
}

type FieldProps = Entry['fields'][number] & {
  readonly value: string;
  readonly error: string | undefined;
  readonly focused: boolean;
};

function EntryField({ name, label, type, autocomplete, hint, optional, value, error, focused }: FieldProps) {
  const described = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(error === undefined ? [] : [`${name}-error`]),
  ];
  return (
    <div class="field">
      <label for={name}>
        {label}
        {optional ? <span class="soft"> (optional)</span> : null}
      </label>
      <input
        id={name}
        name={name}
        type={type}
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        value={type === 'password' ? undefined : value}
        required={!optional}
        autofocus={focused}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={described.length === 0 ? undefined : described.join(' ')}
      />
      {hint === undefined ? null : (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p class="error" id={`${name}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
