import type { Agreement } from './agreement.ts';

/** Whoever has a contract for some shifts is given no others. */
export const contractShifts: Agreement = {
  id: 'contract-shifts',
  sentence: { en: 'Only shifts that the contract names', zh: '只排合同约定的班次' },
  breaches: ({ person, shifts }) => {
    const kinds = person.contract.shiftKinds;
    return shifts.flatMap(({ day, template: { kind } }) => {
      if (kinds.length === 0 || kinds.includes(kind)) return [];
      const said = {
        en: `works ${kind} on ${day}, the contract is for ${kinds.join(', ')} only`,
        zh: `${day} 排了 ${kind},合同仅限 ${kinds.join('、')}`,
      };
      return { rule: 'contract-shifts', person: person.id, day, by: 1, unit: 'times', said };
    });
  },
};
