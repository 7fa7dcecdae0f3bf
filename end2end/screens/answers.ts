/**
 * What the mother of the demonstration knows and nobody else does: answers to the questions that nothing is known
 * about. Everything else must come by itself.
 */

import { pdf, png } from '../fixtures/papers.ts';
import type { DateAnswer, FieldAnswer } from './form.ts';

/** The day so many days ago, in Viet Nam. */
export function daysAgo(days: number): DateAnswer {
  const moment = new Date(Date.now() - days * 86_400_000);
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' }).format(moment).split('/');
  const [day, month, year] = parts.map((part) => String(Number(part)));
  return [day ?? '', month ?? '', year ?? ''];
}

/** A date as the product shows it: 05/11/2026. */
export function shownDate([day, month, year]: DateAnswer): string {
  return `${day.padStart(2, '0')}/${month.padStart(2, '0')}/${year}`;
}

/** Registering her daughter, five days after the birth. */
export function birth(child = 'Nguyễn An Nhiên Mẫu'): Record<string, FieldAnswer> {
  return {
    requester_relationship: 'mother',
    child_full_name: child,
    child_date_of_birth: daysAgo(5),
    child_gender: 'female',
    child_ethnicity: 'kinh',
    child_birth_facility: 'Bệnh viện Phụ sản Ví Dụ',
    child_place_of_birth: { province: 'Hà Nội', commune: 'cau giay' },
    child_home_town: { province: 'Hà Nội', commune: 'ba dinh' },
    father_full_name: 'Nguyễn Văn Mẫu',
    father_date_of_birth: ['15', '3', '1990'],
    father_ethnicity: 'kinh',
    father_residence: { province: 'Hà Nội', commune: 'cau giay', detail: 'Số 1, ngõ Ví Dụ' },
    father_citizen_id: '001090999901',
    parents_married: 'yes',
    birth_certificate_file: [png('giay-chung-sinh.png')],
  };
}

/** A certificate of her marital status: everything that is not known already. */
export function maritalStatus(): Record<string, FieldAnswer> {
  return {
    period_from: ['8', '7', '2010'],
    period_to: daysAgo(0),
    marital_status_detail: 'Đang có chồng là Nguyễn Văn Mẫu, kết hôn ngày 08/10/2016.',
    purpose_type: 'other',
    purpose_detail: 'Bổ sung hồ sơ vay vốn',
  };
}

/** The leader's signed paper. */
export const result = pdf('giay-khai-sinh.pdf', 'Giay khai sinh (ban thu)');
