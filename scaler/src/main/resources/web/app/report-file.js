// SPDX-License-Identifier: Apache-2.0
// Saves this page as one file, with a workload's figures in it. `./headroom report` makes the same file.

/** Saves what the page shows of a workload. */
export async function saveReport(workload, plan, timeline) {
    const script = document.querySelector('script[type=module][src]');
    const style = document.querySelector('link[rel=stylesheet]');
    const [page, code, look] = await Promise.all(
        ['/', script.src, style.href].map(async address => (await fetch(address)).text()));
    // A less-than sign stands in texts of JSON alone, and there it can be escaped.
    const report = JSON.stringify({ plan, timeline }).replaceAll('<', '\\u003c');
    const file = page
        .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${look.replaceAll('</style', '<\\/style')}</style>`)
        .replace(/<script type="module"[^>]*><\/script>/, () =>
            `<script type="application/json" id="report">${report}</script>
    <script type="module">${code.replaceAll('</script', '<\\/script')}</script>`);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([file], { type: 'text/html' }));
    link.download = `${workload.replace('/', '-')}-report.html`;
    link.click();
    URL.revokeObjectURL(link.href);
}
