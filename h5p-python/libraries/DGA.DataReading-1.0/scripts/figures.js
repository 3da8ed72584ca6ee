/* Numbers: what a learner writes, what counts as right, how they are shown. */
(() => {
  const parts = DGA.DataReadingParts;
  const RESPONSE = /^-?[0-9]{1,15}(\.[0-9]{1,6})?$/;
  const GROUPED = /^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/;
  const PLACES = 9;

  /** What was written, as the response of the statement: ASCII digits, a point, no needless zeros. Null for no number. */
  parts.response = (written) => {
    const ascii = written
      .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
      .replace(/[\u2212\u2013]/g, "-")
      .replace(/[\s%]/g, "");
    const text = GROUPED.test(ascii) ? ascii.replace(/,/g, "") : ascii;
    if (!RESPONSE.test(text)) return null;
    const [, sign, whole, fraction] = /^(-?)0*([0-9]+?)(?:\.([0-9]*?)0*)?$/.exec(text);
    const short = fraction ? `${whole}.${fraction}` : whole;
    return short === "0" ? "0" : sign + short;
  };

  // Fractions such as 0.1 have no exact binary form: whole numbers of billionths have.
  const billionths = (number) => {
    const text = String(number);
    const [whole, fraction = ""] = (/e/.test(text) ? Number(text).toFixed(PLACES) : text).split(".");
    return BigInt(whole + fraction.slice(0, PLACES).padEnd(PLACES, "0"));
  };

  /** Whether the response lies within `tolerance` of `answer`, both ends included, reckoned exactly. */
  parts.isNear = (response, answer, tolerance) => {
    const distance = billionths(response) - billionths(answer);
    return (distance < 0 ? -distance : distance) <= billionths(tolerance || 0);
  };

  /** A number as that language writes it: `show(number, decimals)`, at least so many decimals and at most three. */
  parts.numbers = (language, numerals) => {
    const locale = (fewest) => {
      const options = { minimumFractionDigits: fewest, maximumFractionDigits: Math.max(fewest, 3) };
      const digits = numerals === "thai" ? "thai" : "latn";
      try {
        return new Intl.NumberFormat(`${language}-u-nu-${digits}`, options);
      } catch (error) {
        return new Intl.NumberFormat(`en-u-nu-${digits}`, options); // no such language code
      }
    };
    return (number, decimals = 0) => locale(decimals).format(number);
  };

  /** Round numbers from at or below `low` to at or above `high`, about `count` steps of 1, 2, 2.5 or 5 times a power of ten. */
  parts.ticks = (low, high, count) => {
    const rough = (high - low || 1) / count;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = power * [1, 2, 2.5, 5, 10].find((times) => times * power >= rough * 0.999);
    const first = Math.floor(low / step + 1e-9);
    const last = Math.ceil(high / step - 1e-9);
    return Array.from({ length: Math.max(last, first + 1) - first + 1 }, (_, place) =>
      Number(((first + place) * step).toPrecision(12)),
    );
  };
})();
