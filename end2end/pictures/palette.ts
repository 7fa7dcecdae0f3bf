/**
 * Makes a screenshot light enough for a README: the same PNG with a palette of 256 colours (median cut). Screens have few
 * colours and gentle gradients, so nobody sees the difference; the file is a quarter of the size.
 */

import { deflateSync, inflateSync } from 'node:zlib';
import { chunk, signature } from '../fixtures/papers.ts';

interface Raster {
  width: number;
  height: number;
  /** Red, green, blue for each pixel. */
  pixels: Uint8Array;
}

/** Reads a screenshot of Chromium: 8 bits, red green blue (alpha), not interlaced. */
function read(png: Buffer): Raster {
  let at = signature.length;
  let [width, height, channels] = [0, 0, 3];
  const parts: Buffer[] = [];
  while (at < png.length) {
    const size = png.readUInt32BE(at);
    const kind = png.toString('latin1', at + 4, at + 8);
    const content = png.subarray(at + 8, at + 8 + size);
    if (kind === 'IHDR') {
      [width, height] = [content.readUInt32BE(0), content.readUInt32BE(4)];
      channels = content[9] === 6 ? 4 : 3;
    } else if (kind === 'IDAT') {
      parts.push(content);
    }
    at += size + 12;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const pixels = new Uint8Array(width * height * 3);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    const row = Uint8Array.from(raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)));
    for (let x = 0; x < stride; x += 1) {
      const left = x >= channels ? (row[x - channels] ?? 0) : 0;
      const up = above[x] ?? 0;
      const corner = x >= channels ? (above[x - channels] ?? 0) : 0;
      row[x] = (row[x] ?? 0) + predicted(filter, left, up, corner);
    }
    for (let x = 0; x < width; x += 1) {
      pixels.set(row.subarray(x * channels, x * channels + 3), (y * width + x) * 3);
    }
    above = row;
  }
  return { width, height, pixels };
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - corner;
      const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
      return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
    default:
      return 0;
  }
}

type Colour = readonly [red: number, green: number, blue: number];

/** Splits the box of colours that is widest and most used, again and again. */
function palette(counts: Map<number, number>): Map<number, number> {
  const part = (colour: number, which: number): number => (colour >> (16 - 8 * which)) & 255;
  const width = (box: number[], which: number): number => {
    const values = box.map((colour) => part(colour, which));
    return values.reduce((most, value) => Math.max(most, value), 0) - values.reduce((least, value) => Math.min(least, value), 255);
  };
  const weigh = (box: number[]): { box: number[]; along: number; weight: number } => {
    const along = [0, 1, 2].reduce((best, which) => (width(box, which) > width(box, best) ? which : best), 0);
    const used = box.reduce((sum, colour) => sum + (counts.get(colour) ?? 0), 0);
    return { box, along, weight: width(box, along) * Math.sqrt(used) };
  };
  const boxes = [weigh([...counts.keys()])];
  while (boxes.length < 256) {
    boxes.sort((left, right) => right.weight - left.weight);
    const widest = boxes[0];
    if (!widest || widest.weight === 0) break;
    const sorted = widest.box.sort((left, right) => part(left, widest.along) - part(right, widest.along));
    const half = sorted.length >> 1;
    boxes.splice(0, 1, weigh(sorted.slice(0, half)), weigh(sorted.slice(half)));
  }
  const places = new Map<number, number>();
  boxes.forEach(({ box }, index) => box.forEach((colour) => places.set(colour, index)));
  return places;
}

/** The same picture with at most 256 colours. */
export function lighter(png: Buffer): Buffer {
  const { width, height, pixels } = read(png);
  const colour = (at: number): number => ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0);
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += 3) {
    counts.set(colour(at), (counts.get(colour(at)) ?? 0) + 1);
  }
  const places = palette(counts);
  const sums = Array.from({ length: 256 }, () => [0, 0, 0, 0]);
  for (const [one, count] of counts) {
    const sum = sums[places.get(one) ?? 0] ?? [];
    const [red, green, blue]: Colour = [one >> 16, (one >> 8) & 255, one & 255];
    [red, green, blue, 1].forEach((value, index) => (sum[index] = (sum[index] ?? 0) + value * count));
  }
  const colours = Buffer.from(sums.flatMap(([red = 0, green = 0, blue = 0, all = 0]) => [red, green, blue].map((value) => Math.round(value / (all || 1)))));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows[y * (width + 1) + 1 + x] = places.get(colour((y * width + x) * 3)) ?? 0;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const data = deflateSync(rows, { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', head), chunk('PLTE', colours), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}
