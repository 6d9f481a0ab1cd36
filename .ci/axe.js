// Runs axe-core on a page in light and dark, wide and narrow; ends with 1 where it finds a violation.
const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  let found = 0;
  for (const scheme of ["light", "dark"]) {
    for (const width of [1280, 400]) {
      const page = await browser.newPage({ bypassCSP: true, colorScheme: scheme, viewport: { width, height: 900 } });
      await page.goto(`file://${path.resolve(process.argv[2])}`);
      await page.addScriptTag({ content: fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8") });
      await page.addStyleTag({ content: ".plan, .pack { content-visibility: visible !important }" });
      const result = await page.evaluate(() => axe.run(document));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      found += result.violations.length + (wide > width ? 1 : 0);
      console.log(`${scheme} ${width}: ${result.violations.length} violations, ${result.passes.length} passes, ${wide} wide`);
      for (const one of result.violations) console.log(`  ${one.id}: ${one.help}: ${one.nodes[0].html.slice(0, 160)}`);
      await page.close();
    }
  }
  await browser.close();
  process.exit(found ? 1 : 0);
})();
