// Turns style/main.css and everything it imports into one minified sheet.
// Usage: node bundle-style.mjs IN.css OUT.css minify|readable
// Must not know what the sheets contain: names of fonts and icons are rewritten by the caller.
import { writeFileSync } from "node:fs";
import { bundle } from "lightningcss";

const [input, output, form] = process.argv.slice(2);

/** lightningcss writes a browser version as one number, eight bits a part. */
const version = (major, minor = 0) => (major << 16) | (minor << 8);

// Browsers of the last three years, and iOS 16 because phones that cannot go further are still common.
const targets = {
  android: version(115),
  chrome: version(115),
  edge: version(115),
  firefox: version(115),
  ios_saf: version(16, 4),
  opera: version(101),
  safari: version(16, 4),
  samsung: version(23),
};

try {
  const { code, warnings } = bundle({ filename: input, minify: form === "minify", targets });
  for (const warning of warnings) {
    const place = warning.loc ? `${warning.loc.filename}:${warning.loc.line}` : input;
    console.error(`style warning: ${place}: ${warning.message}`);
  }
  writeFileSync(output, code);
} catch (error) {
  const place = error.loc ? `${error.fileName ?? input}:${error.loc.line}:${error.loc.column}` : input;
  console.error(`style error: ${place}: ${error.message}`);
  process.exit(1);
}
