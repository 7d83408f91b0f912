/** Conversion constants, once. Inside the program: bytes, seconds, US dollars, FLOPs. */
export const GIB = 1024 ** 3;
export const MIB = 1024 ** 2;
export const GB = 1e9;
export const TERA = 1e12;
export const SECONDS_PER_HOUR = 3600;
export const HOURS_PER_DAY = 24;
/** 365.25 days / 12. */
export const HOURS_PER_MONTH = 730.5;
export const MONTHS_PER_YEAR = 12;
