/** An instance of the format, a week and two people long. */
export const SMALL_INSTANCE = `# comments start with #
SECTION_HORIZON
7

SECTION_SHIFTS
E,480,
L,480,E

SECTION_STAFF
amy,E=7|L=2,2400,1440,3,2,2,1
bob,E=7|L=7,2400,960,5,1,1,0

SECTION_DAYS_OFF
amy,0

SECTION_SHIFT_ON_REQUESTS
amy,1,E,2

SECTION_SHIFT_OFF_REQUESTS
bob,2,L,3

SECTION_COVER
1,E,1,100,1
2,L,1,100,1
3,L,2,10,1
`;
