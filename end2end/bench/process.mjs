/** The server as a process of this machine: which one it is, and its memory. */

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * The process that listens on a port, by what Linux tells; 0 elsewhere.
 * @param {number} port
 */
export function processBehind(port) {
  try {
    const hex = port.toString(16).toUpperCase().padStart(4, '0');
    const sockets = ['tcp', 'tcp6'].flatMap((name) => readFileSync(`/proc/net/${name}`, 'utf8').split('\n'));
    const listening = sockets.find((line) => line.includes(`:${hex} `) && / 0A /.test(line));
    const inode = listening?.trim().split(/\s+/)[9];
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const files = (() => {
        try {
          return readdirSync(`/proc/${pid}/fd`).map((file) => readlinkSync(`/proc/${pid}/fd/${file}`));
        } catch {
          return [];
        }
      })();
      if (files.includes(`socket:[${inode}]`)) {
        return Number(pid);
      }
    }
  } catch {
    // Not Linux: no memory figures from here.
  }
  return 0;
}

/**
 * Resident memory of a process in MB.
 * @param {number} server
 */
export function memory(server) {
  if (!server) {
    return Number.NaN;
  }
  const line = readFileSync(`/proc/${server}/status`, 'utf8').split('\n').find((one) => one.startsWith('VmRSS'));
  return Number(line?.replace(/\D/g, '')) / 1024;
}
