/** Every page of the product with a way to get there, for the tests that look at all of them. */

import { expect, type Page } from '@playwright/test';
import { type Answers, type Client, type Draft, exampleAnswers, prefilled } from '../fixtures/api.ts';
import { png } from '../fixtures/papers.ts';
import type { Person } from '../fixtures/people.ts';
import { type Lang, say } from '../fixtures/texts.ts';
import { daysAgo } from '../screens/answers.ts';
import { procedures } from '../screens/form.ts';
import { Workspace } from '../screens/workspace.ts';

/** What the pages of signed-in people are about. */
export interface Cases {
  /** A draft of a birth registration with some answers and a file. */
  draft: string;
  /** A dossier that waits for a supplement. */
  supplement: string;
  /** A dossier that has its result. */
  returned: string;
  /** A dossier that the clerk has to receive. */
  received: string;
}

export interface ProductPage {
  name: string;
  path: (cases: Cases) => string;
  who?: Person;
  /** Brings the page into the state that is looked at. */
  state?: (page: Page, lang: Lang) => Promise<void>;
  /** Pages of officers are for desks: small targets are allowed there. */
  desk?: boolean;
}

export const publicPages: ProductPage[] = [
  { name: 'home', path: () => '/' },
  { name: 'procedures', path: () => '/thu-tuc' },
  { name: 'procedures, search', path: () => '/thu-tuc?q=khai%20sinh' },
  { name: 'procedures, nothing found', path: () => '/thu-tuc?q=xyzxyz' },
  { name: 'procedure online', path: () => `/thu-tuc/${procedures.birth}` },
  { name: 'sign in', path: () => '/dang-nhap' },
  {
    name: 'sign in with errors',
    path: () => '/dang-nhap',
    state: async (page, lang) => {
      await page.getByRole('button', { name: say('shell.sign_in_title', {}, lang), exact: true }).click();
      await expect(page.locator('#error-summary')).toBeFocused();
    },
  },
  { name: 'look-up, unknown code', path: () => '/tra-cuu?ma=000.00.91.H26-200101-0001' },
  { name: 'accessibility statement', path: () => '/tro-nang' },
  { name: 'help', path: () => '/huong-dan' },
  { name: 'not found', path: () => '/khong-co-trang-nay' },
];

/** Errors on a page of questions. */
async function withErrors(page: Page, lang: Lang): Promise<void> {
  await page.getByRole('button', { name: say('fill.go_on', {}, lang) }).click();
  await expect(page.locator('#error-summary')).toBeFocused();
}

export const citizenPages: ProductPage[] = [
  { name: 'dossiers', path: () => '/ho-so', who: 'mother' },
  { name: 'dossier, supplement asked', path: ({ supplement }) => `/ho-so/${supplement}`, who: 'mother' },
  { name: 'dossier, returned', path: ({ returned }) => `/ho-so/${returned}`, who: 'mother' },
  { name: 'receipt', path: ({ received }) => `/ho-so/${received}?bien-nhan=1`, who: 'mother' },
  { name: 'my data', path: () => '/du-lieu-cua-toi', who: 'mother' },
  { name: 'notices', path: () => '/thong-bao', who: 'mother' },
  { name: 'notice settings', path: () => '/thong-bao/cach-nhan', who: 'mother' },
  { name: 'form overview', path: ({ draft }) => `/to-khai/${draft}`, who: 'mother' },
  { name: 'form, requester', path: ({ draft }) => `/to-khai/${draft}/requester`, who: 'mother' },
  { name: 'form, child', path: ({ draft }) => `/to-khai/${draft}/child`, who: 'mother' },
  { name: 'form, places with errors', path: ({ draft }) => `/to-khai/${draft}/child-places`, who: 'mother', state: withErrors },
  { name: 'form, attachments', path: ({ draft }) => `/to-khai/${draft}/attachments`, who: 'mother' },
  { name: 'form, delivery', path: ({ draft }) => `/to-khai/${draft}/delivery`, who: 'mother' },
  { name: 'review', path: ({ draft }) => `/to-khai/${draft}/xem-lai`, who: 'mother' },
];

export const staffPages: ProductPage[] = [
  { name: 'queue', path: () => '/can-bo?view=agency', who: 'clerk', desk: true },
  { name: 'counter', path: () => '/can-bo/tiep-nhan', who: 'clerk', desk: true },
  { name: 'queue, nothing found', path: () => '/can-bo?q=xyzxyz', who: 'clerk', desk: true },
  { name: 'workspace', path: ({ received }) => `/can-bo/ho-so/${received}`, who: 'clerk', desk: true },
  { name: 'workspace with slips', path: ({ returned }) => `/can-bo/ho-so/${returned}`, who: 'clerk', desk: true },
  { name: 'register', path: () => '/can-bo/so-theo-doi', who: 'clerk', desk: true },
  { name: 'corrections', path: () => '/can-bo/dinh-chinh', who: 'clerk', desk: true },
  {
    name: 'workspace, supplement dialog',
    path: ({ received }) => `/can-bo/ho-so/${received}`,
    who: 'clerk',
    desk: true,
    state: async (page, lang) => {
      const desk = new Workspace(page);
      await desk.bar.getByRole('button', { name: say('dossier.do_request_supplement', {}, lang), exact: true }).click();
      await desk.dialog.getByRole('checkbox').first().check();
      await expect(desk.dialog.getByRole('textbox').first()).toBeVisible();
    },
  },
];

/** What only leaders open. */
export const leaderPages: ProductPage[] = [{ name: 'board', path: () => '/can-bo/dieu-hanh', who: 'leader', desk: true }];

/** What only administrators open. */
export const adminPages: ProductPage[] = [
  { name: 'administration', path: () => '/quan-tri', who: 'administrator', desk: true },
  { name: 'procedures filed online', path: () => '/quan-tri/thu-tuc', who: 'administrator', desk: true },
  { name: 'flow of a procedure', path: () => `/quan-tri/thu-tuc/${procedures.birth}`, who: 'administrator', desk: true },
  { name: 'agencies that take each other’s data', path: () => '/quan-tri/ket-noi', who: 'administrator', desk: true },
  { name: 'calendars', path: () => '/quan-tri/lich', who: 'administrator', desk: true },
  { name: 'deliveries', path: () => '/quan-tri/thong-bao', who: 'administrator', desk: true },
  { name: 'words of notices', path: () => '/quan-tri/thong-bao/mau', who: 'administrator', desk: true },
];

export const pages = [...publicPages, ...citizenPages, ...staffPages, ...leaderPages, ...adminPages];

/** Opens a page in a language and brings it into its state. */
export async function show(page: Page, one: ProductPage, cases: Cases, lang: Lang): Promise<void> {
  const path = one.path(cases);
  await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
  // The live region is the application's: from here on it is not the server's page any more.
  await expect(page.locator('#live-status')).toHaveCount(1);
  await expect(page.locator('main h1')).not.toBeEmpty();
  await expect(page.locator('.skeleton, [aria-busy=true]')).toHaveCount(0);
  await one.state?.(page, lang);
}

/** What the mother types for her daughter when everything known is filled in. */
function birth(): Answers {
  const child = exampleAnswers('1.001193', 'mau.giang');
  const typed = Object.entries(child).filter(([key]) => /^child_|^parents_married|^copy_/.test(key));
  const [day, month, year] = daysAgo(5);
  const husband = Object.entries(exampleAnswers('2.000635', 'mau.nguyen'));
  const about = (key: string): unknown => husband.find(([one]) => one === key)?.[1];
  return {
    ...Object.fromEntries(typed),
    requester_relationship: 'mother',
    child_full_name: 'Nguyễn An Nhiên Mẫu',
    child_date_of_birth: { day, month, year },
    child_ethnicity: '01',
    child_birth_facility: 'Bệnh viện Phụ sản Ví Dụ',
    child_place_of_birth: about('requester_residence'),
    child_home_town: about('requester_residence'),
    mother_nationality: 'VN',
    father_full_name: about('subject_full_name'),
    father_date_of_birth: about('subject_date_of_birth'),
    father_ethnicity: '01',
    father_nationality: 'VN',
    father_residence: about('requester_residence'),
    father_citizen_id: about('requester_citizen_id'),
    result_method: 'electronic',
  };
}

/** Makes the draft and the dossiers that the pages show. */
export async function prepare(client: (who: Person) => Promise<Client>): Promise<Cases> {
  const [mother, clerk, specialist, leader] = await Promise.all([client('mother'), client('clerk'), client('specialist'), client('leader')]);
  const startBirth = async (more: Answers): Promise<Draft> => {
    const draft = await mother.startDraft(procedures.birth);
    const { answers, reused } = prefilled(draft, procedures.birth);
    const saved = await mother.saveDraft(draft, { ...draft.answers, ...answers, ...more }, reused);
    return mother.upload(saved, 'birth_certificate_file', png('giay-chung-sinh.png'));
  };

  const received = await mother.submit(await startBirth({ ...birth(), result_phone: '0912 345 678' }));

  const supplement = await mother.submit(await startBirth(birth()));
  const items = [
    { field: 'birth_certificate_file', reason: 'Ảnh hơi mờ ở góc dưới, mời chị chụp lại.' },
    { field: 'child_birth_facility', reason: 'Ghi thêm địa chỉ của bệnh viện.' },
  ];
  await clerk.act(supplement.dossier, 'request_supplement', { items, message: 'Chào chị, chị bổ sung giúp hai mục.' });

  const returned = await mother.file(procedures.extract, exampleAnswers('2.000635', 'thu.tran'));
  await clerk.act(returned.dossier, 'accept');
  await clerk.act(returned.dossier, 'forward');
  await specialist.addResult(returned.dossier, png('trich-luc.png'));
  await specialist.act(returned.dossier, 'propose', { note: 'Đủ điều kiện.' });
  await leader.act(returned.dossier, 'approve');
  await clerk.act(returned.dossier, 'hand_over', { message: 'Mời chị nhận kết quả.' });

  // Last: what the dossiers above have proven is known by now.
  const { child_place_of_birth: _place, child_home_town: _town, ...some } = birth();
  const draft = await startBirth(some);
  return { draft: draft.id, supplement: supplement.dossier, returned: returned.dossier, received: received.dossier };
}
