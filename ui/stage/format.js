// Numbers as people read them.
const SUPERSCRIPTS = {
  "-": "⁻",
  0: "⁰",
  1: "¹",
  2: "²",
  3: "³",
  4: "⁴",
  5: "⁵",
  6: "⁶",
  7: "⁷",
  8: "⁸",
  9: "⁹",
};
const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const PLAIN = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });
const SHORT = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });

const minus = (text) => text.replace("-", "−");

export const superscript = (n) => String(n).replace(/./g, (c) => SUPERSCRIPTS[c] ?? c);
export const whole = (value) => minus(WHOLE.format(value));
/** What is not over yet is not rounded to its end. */
export const epochs = (value) => (value < 100 ? (Math.floor(value * 10 + 1e-6) / 10).toFixed(1) : whole(Math.floor(value + 1e-6)));

function scientific(value, places) {
  const [digits, exponent] = value.toExponential(places).split("e");
  return minus(`${places > 2 ? digits : +digits}×10`) + superscript(Number(exponent));
}

/** Up to six significant digits. */
export function precise(value) {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e9)) return scientific(value, 5);
  return minus(PLAIN.format(value));
}

/** Up to three significant digits, for a tooltip or a sentence. */
export function brief(value) {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) return scientific(value, 2);
  return minus(SHORT.format(value));
}

/** A sentence's numbers as people write them: −2.4×10⁻⁵ for -2.4e-05, and 5 % on one line. */
export const sentence = (text) =>
  text
    .replace(/(\d)e([+-]?)0*(\d+)\b/g, (_, digit, sign, power) => `${digit}×10${superscript(sign === "-" ? `-${power}` : power)}`)
    .replace(/(^|[\s(])-(?=\d)/g, "$1−")
    .replace(/(\d) %/g, "$1\u00a0%");

/** 10⁶, or 2·10⁶. */
export const powerOfTen = (digit, power) => (digit === 1 ? "10" : `${digit}·10`) + superscript(power);

/** Labels for contour levels given as log10: 0.1, 1, 10 while that stays short, else powers of ten. */
export function levelLabels(levels) {
  const small = levels.every((level) => level >= -3 && level <= 4);
  return levels.map((level) => {
    if (small) return PLAIN.format(+(10 ** level).toPrecision(1));
    const power = Math.floor(level + 1e-9);
    const digit = Math.round(10 ** (level - power));
    return powerOfTen(digit, power);
  });
}
