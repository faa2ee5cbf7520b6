import { type Html, html } from '@amt/html';
import { type Locale, formatFileSize } from '@amt/i18n';
import { element, words } from '../element.ts';
import { icon } from '../icon.ts';
import { messages } from '../messages.ts';
import { button } from './button.ts';
import { type FieldProps, describedBy, field, fieldId, hasError } from './field.ts';

export interface UploadedFile {
  readonly id: string;
  readonly fileName: string;
  /** bytes */
  readonly size: number;
  readonly href?: string;
}

export interface FileFieldProps extends FieldProps {
  /** value of `accept`, e.g. `.pdf,.jpg,.png` */
  readonly accept?: string;
  readonly multiple?: boolean;
  /** told under the label; the server checks it */
  readonly maxBytes?: number;
  /** files already there; each with a button that posts `<removeName>=<id>` of the same form */
  readonly uploaded?: readonly UploadedFile[];
  /** default `remove` */
  readonly removeName?: string;
  /** address of the remove button's post; default the form's own */
  readonly removeAction?: string;
}

/** Choosing files; lists those already uploaded. The form around it needs `multipart`. Shows progress with the module `upload`. */
export function fileField(props: FileFieldProps): Html {
  const m = messages[props.locale].fileField;
  const id = fieldId(props);
  const limitId = `${id}-limit`;
  const input = element('input', {
    class: 'amt-file__input',
    type: 'file',
    id,
    name: props.name,
    accept: props.accept,
    multiple: props.multiple,
    disabled: props.disabled,
    'aria-describedby': words(describedBy(props), props.maxBytes !== undefined && limitId),
    'aria-invalid': hasError(props) ? 'true' : undefined,
  });
  const limit =
    props.maxBytes === undefined
      ? ''
      : html`<p class="amt-field__limit" id="${limitId}">${m.limit({ size: formatFileSize(props.maxBytes, props.locale) })}</p>`;
  const drop = element(
    'amt-upload',
    { class: 'amt-file', 'data-progress': m.progress(), 'data-drop': m.drop() },
    icon('upload', { large: true }),
    input,
    limit,
  );
  const uploaded = props.uploaded ?? [];
  const list =
    uploaded.length === 0
      ? ''
      : html`<div class="amt-file__list">
          <p class="amt-file__count">${m.uploaded({ count: uploaded.length })}</p>
          <ul class="amt-files">
            ${uploaded.map(
              (file) =>
                html`<li class="amt-files__item">
                  ${icon('document')}<span class="amt-files__name"
                    >${file.href === undefined ? file.fileName : html`<a href="${file.href}">${file.fileName}</a>`}
                    <span class="amt-files__meta">${formatFileSize(file.size, props.locale)}</span></span
                  >${button({
                    label: m.remove(),
                    about: file.fileName,
                    kind: 'link',
                    icon: 'trash',
                    small: true,
                    name: props.removeName ?? 'remove',
                    value: file.id,
                    formNoValidate: true,
                    ...(props.removeAction === undefined ? {} : { formAction: props.removeAction }),
                  })}
                </li>`,
            )}
          </ul>
        </div>`;
  return field(props, html`${drop}${list}`);
}

export interface ListedFile {
  readonly name: string;
  readonly href?: string;
  /** bytes */
  readonly size?: number;
  /** e.g. "PDF, gesiegelt", a date */
  readonly note?: string;
  /** shows that the file carries a seal */
  readonly sealed?: boolean;
}

/** Files to read or download. */
export function fileList(props: { readonly files: readonly ListedFile[]; readonly locale: Locale; readonly label?: string }): Html {
  return element(
    'ul',
    { class: 'amt-files', 'aria-label': props.label },
    props.files.map((file) => {
      const meta = [file.size === undefined ? undefined : formatFileSize(file.size, props.locale), file.note].filter(
        (part) => part !== undefined,
      );
      return html`<li class="amt-files__item">
        ${icon(file.sealed ? 'seal' : 'document')}<span class="amt-files__name"
          >${
            file.href === undefined ? file.name : html`<a href="${file.href}">${file.name}</a>`
          }${meta.length === 0 ? '' : html` <span class="amt-files__meta">${meta.join(' · ')}</span>`}</span
        >
      </li>`;
    }),
  );
}
