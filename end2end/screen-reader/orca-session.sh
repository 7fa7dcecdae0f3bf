#!/bin/bash
# Runs a command beside a real screen reader: a private X server, window manager, session bus, speech server with a
# silent voice, and Orca. What Orca says can be read from $SPEECH_LOG (see speech.mjs). Leaves no process and no file.
#
# usage: orca-session.sh COMMAND…
# needs: orca at-spi2-core xvfb dbus dbus-x11 speech-dispatcher openbox xdotool
# ORCA_LANG=vi_VN.UTF-8 makes Orca speak Vietnamese; ORCA_TIMEOUT ends it after so many seconds.
set -u

for program in Xvfb dbus-run-session openbox speech-dispatcher orca xdotool; do
  command -v "$program" >/dev/null || { echo "$program is missing: apt-get install orca at-spi2-core xvfb dbus dbus-x11 speech-dispatcher openbox xdotool" >&2; exit 1; }
done

work=$(mktemp -d /tmp/orca.XXXXXX)
export HOME=$work XDG_RUNTIME_DIR=$work/run SPEECH_LOG=$work/speech-dispatcher.log
mkdir -m700 "$work/run" "$work/speech"
unset DBUS_SESSION_BUS_ADDRESS XDG_CONFIG_HOME XDG_DATA_HOME
export LANG=${ORCA_LANG:-C.UTF-8} LC_ALL=${ORCA_LANG:-C.UTF-8} GSETTINGS_BACKEND=memory GNOME_ACCESSIBILITY=1

exec 3>"$work/display"
Xvfb -displayfd 3 -screen 0 1280x900x24 2>/dev/null &
server=$!
for _ in $(seq 50); do [ -s "$work/display" ] && break; sleep .1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY

# Without the audio method the speech server does not come up, and Orca starts another one that stays.
cat >"$work/speech/speechd.conf" <<CONF
LogLevel 5
LogDir "$work"
AudioOutputMethod "libao"
CommunicationMethod "unix_socket"
AddModule "dummy" "sd_dummy" ""
DefaultModule dummy
CONF

# Orca would read a whole page aloud by itself after loading it: its caret then decides where Tab goes, and what an act says
# drowns. Listeners stop that reading with Ctrl; here it is off.
mkdir -p "$work/.local/share/orca"
printf 'import orca.settings\norca.settings.sayAllOnLoad = False\n' >"$work/.local/share/orca/orca-customizations.py"

cat >"$work/inside.sh" <<'INSIDE'
started=()
start() { "$@" >>"$HOME/others.log" 2>&1 & started+=($!); }
start openbox
start /usr/libexec/at-spi-bus-launcher --launch-immediately
start speech-dispatcher -s -C "$HOME/speech"
for _ in $(seq 50); do [ -S "$XDG_RUNTIME_DIR/speech-dispatcher/speechd.sock" ] && break; sleep .1; done
start orca --replace -e speech -d braille -d braille-monitor
for _ in $(seq 150); do grep -qa 'DATA:|<speak>' "$SPEECH_LOG" 2>/dev/null && break; sleep .2; done
"$@"
outcome=$?
for process in "${started[@]}"; do kill "$process" 2>/dev/null; done
sleep .5
for process in "${started[@]}"; do kill -9 "$process" 2>/dev/null; done
exit $outcome
INSIDE

timeout "${ORCA_TIMEOUT:-240}" dbus-run-session -- bash "$work/inside.sh" "$@"
outcome=$?
kill $server
wait $server 2>/dev/null
rm -rf "$work"
exit $outcome
