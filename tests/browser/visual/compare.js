// Turns screenshots into halved pictures, and two of those into the squares in which they differ. It runs in an empty tab: the
// browser that took the screenshots also decodes, scales and encodes them.
(() => {
  "use strict";
  const decode = async (address) => createImageBitmap(await (await fetch(address)).blob());

  async function address(canvas, type, quality) {
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type, quality })).arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return btoa(text);
  }

  function drawn(image, width, height) {
    const canvas = new OffscreenCanvas(width, height);
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    brush.imageSmoothingQuality = "high";
    brush.drawImage(image, 0, 0, width, height);
    return canvas;
  }
  const pixels = (canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;

  // Returns the squares whose mean differs by more than `levels` in a channel, and the largest of all differences. A mean hardly
  // changes where only the edges of letters are drawn otherwise or a codec rounds.
  function squares(one, other, side, levels) {
    const [a, b, { width, height }] = [pixels(one), pixels(other), one];
    const found = { all: 0, worst: 0, at: [0, 0], differing: [] };
    for (let y = 0; y < height; y += side) {
      for (let x = 0; x < width; x += side) {
        const sums = [0, 0, 0];
        const [right, bottom] = [Math.min(x + side, width), Math.min(y + side, height)];
        for (let row = y; row < bottom; row++) {
          for (let at = 4 * (row * width + x), end = 4 * (row * width + right); at < end; at += 4) {
            for (let channel = 0; channel < 3; channel++) sums[channel] += a[at + channel] - b[at + channel];
          }
        }
        const difference = Math.max(...sums.map(Math.abs)) / ((right - x) * (bottom - y));
        found.all++;
        if (difference > found.worst) Object.assign(found, { worst: difference, at: [2 * x, 2 * y] });
        if (difference > levels) found.differing.push([x, y]);
      }
    }
    return found;
  }

  // Returns a screenshot at half its size, as WebP.
  globalThis.halved = async (screenshot, quality) => {
    const image = await decode(screenshot);
    return address(drawn(image, Math.ceil(image.width / 2), Math.ceil(image.height / 2)), "image/webp", quality);
  };

  // Compares two halved screenshots. Both have been through the codec, which by itself moves means by up to 15 of 255. If they
  // differ too much, a picture shows both and the differing squares.
  globalThis.compared = async (after, before, { side, levels, share, strong }) => {
    const [image, known] = await Promise.all([decode(after), decode(before)]);
    const { width, height } = image;
    if (known.width !== width || known.height !== height) return { share: 1, worst: 255, at: [0, 0], picture: null };
    const [now, then] = [drawn(image, width, height), drawn(known, width, height)];
    const found = squares(now, then, side, levels);
    const answer = { share: found.differing.length / found.all, worst: found.worst, at: found.at, picture: null };
    if (answer.share <= share && answer.worst <= strong) return answer;
    const sheet = new OffscreenCanvas(3 * width + 32, height);
    const brush = sheet.getContext("2d");
    brush.fillStyle = "#888";
    brush.fillRect(0, 0, sheet.width, height);
    for (const [at, picture] of [then, now, now].entries()) brush.drawImage(picture, at * (width + 16), 0);
    brush.fillStyle = "rgb(255 0 0 / 0.5)";
    for (const [x, y] of found.differing) brush.fillRect(2 * (width + 16) + x, y, side, side);
    return { ...answer, picture: await address(sheet, "image/png") };
  };
})();
