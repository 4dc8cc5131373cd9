#!/bin/sh
# Starts a packed Sotto with no Python on the path and, where the system allows, no network interface, and has it answer: typed, spoken,
# from a PDF and from a picture of one, by meaning in another language, with a skill of the user's and a tool server. It encrypts
# everything and takes that back, with a passphrase and, where gnome-keyring is installed, with a real keyring; moves it about as a
# portable one, looks that nothing was left in the home folder, and opens the window on a display of its own.
# usage: smoke.sh FOLDER_OF_THE_PROGRAM FOLDER_OF_MODELS
set -eu
program=$(cd "$1" && pwd)
models=$(cd "$2" && pwd)
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
alone=
if unshare -n true 2>/dev/null; then alone="unshare -n"; fi

bare() {
    # shellcheck disable=SC2086 # two words are meant
    $alone env -i HOME="$home" PATH=/nonexistent LANG=C.UTF-8 "$@"
}

sotto() {
    bare SOTTO_HOME="$home/sotto" SOTTO_MODELS="$models" "$program/sotto" --offline --model chat=smollm2-135m-instruct-q4_1 "$@"
}

step() {
    # $1 what it is, $2 what the output must hold, then the command
    printf '%-10s' "$1"
    wanted=$2
    shift 2
    if "$@" >"$home/said" 2>&1 && grep -qi -- "$wanted" "$home/said"; then
        echo ok
    else
        echo FAILED
        cat "$home/said"
        exit 1
    fi
}

nothing_elsewhere() {
    [ ! -e "$home/.local" ] && [ ! -e "$home/.cache" ] && echo "nothing lies in the home folder"
}

# A PDF by hand: without the table of its parts at the end, which readers then make for themselves.
cat >"$home/paper.pdf" <<'PDF'
%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >> endobj
4 0 obj << /Length 84 >> stream
BT /F 26 Tf 72 640 Td (The quince jam costs eleven euros.) Tj ET
endstream endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
trailer << /Root 1 0 R >>
%%EOF
PDF

# Found by meaning alone: no word of the question stands in it. The model for that comes along.
echo "The gardener waters the old oak every morning before breakfast." >"$home/garden.txt"

# A skill may use all of Python's standard library, whatever Sotto itself uses of it.
mkdir -p "$home/sotto/skills"
cat >"$home/sotto/skills/jars.py" <<'SKILL'
import colorsys
import statistics


class Jars:
    """Counts jars."""

    says = ("count the jars {first} and {second}",)

    def run(self, first: int, second: int) -> str:
        return f"On average {statistics.mean((first, second))} jars {colorsys.rgb_to_hsv(1, 1, 1)}."
SKILL

# A tool server (Model Context Protocol over standard input and output) of nothing but the shell.
cat >"$home/server.sh" <<'SERVER'
tools='{"tools":[{"name":"count","description":"Counts jars","inputSchema":{"type":"object"}}]}'
while read -r line; do
    id=${line##*\"id\":}
    case $line in
        *'"initialize"'*) result='{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"cellar","version":"1"}}' ;;
        *'"tools/list"'*) result=$tools ;;
        *) continue ;;
    esac
    printf '{"jsonrpc":"2.0","id":%s,"result":%s}\n' "${id%%[,\}]*}" "$result"
done
SERVER

# What Sotto starts must not be given Sotto's own libraries.
mkdir "$home/programs"
cat >"$home/programs/pactl" <<'PROGRAM'
#!/bin/sh
echo "${LD_LIBRARY_PATH-no folder of libraries}" >"$HOME/given"
PROGRAM
chmod +x "$home/programs/pactl"

allowed_skill() { sotto skills allow jars && sotto ask "count the jars 4 and 6"; }
# A spoken question over the PDF; a conversation by microphone and loudspeaker is tests/end_to_end/test_talk.py's.
spoken() {
    sotto say "What does the jam cost?" --out "$home/question.wav" --json && heard=$(sotto transcribe "$home/question.wav") &&
        sotto ask --docs "${heard#*\] }" --max-tokens 16 # without its times
}
encrypted() {
    printf 'quince jam is sweet\nquince jam is sweet\n' | sotto encrypt on --passphrase --yes
    ! head -c 15 "$home/sotto/sotto.db" | grep -q SQLite && printf 'quince jam is sweet\n' | sotto chats list
}
decrypted() { printf 'quince jam is sweet\n' | sotto encrypt off && head -c 15 "$home/sotto/sotto.db" | grep -q SQLite && echo "in the clear"; }
# A keyring of the desktop's own kind, on a message bus of its own, that the password at a login would open.
cat >"$home/in_a_session.sh" <<'SESSION'
set -eu
printf 'login password' | gnome-keyring-daemon --foreground --unlock --components=secrets >&2 &
daemon=$!
trap 'kill $daemon' EXIT
# Asked for its name alone: a message to it would have the bus start another one, which nobody unlocked.
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
    string:org.freedesktop.secrets | grep -q true; do kill -0 $daemon; sleep 0.2; done
sotto() { PATH=/nonexistent "$SOTTO_PROGRAM" --offline "$@"; }
sotto encrypt on --yes
[ "$(/usr/bin/head -c 15 "$SOTTO_HOME/sotto.db" | tr -d '\0')" != "SQLite format 3" ]
sotto encrypt status
sotto chats list
sotto encrypt off
[ "$(/usr/bin/head -c 15 "$SOTTO_HOME/sotto.db" | tr -d '\0')" = "SQLite format 3" ]
echo "in the clear again"
SESSION
kept_by_keyring() {
    mkdir -m 700 "$home/run"
    bare PATH=/usr/bin:/bin XDG_RUNTIME_DIR="$home/run" XDG_DATA_HOME="$home/keyrings" SOTTO_HOME="$home/sotto" SOTTO_MODELS="$models" \
        SOTTO_PROGRAM="$program/sotto" dbus-run-session -- sh "$home/in_a_session.sh"
    grep -q "in this computer's keyring" "$home/said" && grep -q jam "$home/said"
}
compiled_words() {
    words=$program/_internal/ui/translations
    [ -s "$words/sotto_ja.qm" ] && [ -s "$words/sotto_en.qm" ] && [ ! -e "$words/sotto_ja.ts" ] && echo compiled
}
volume() {
    bare PATH="$home/programs" SOTTO_HOME="$home/sotto" "$program/sotto" --offline ask "Turn the volume up" || true
    cat "$home/given"
}
healthy() { sotto doctor || true; ! grep -i "not installed" "$home/said" && echo "all there"; }

step command "sotto 0" sotto --version
step words compiled compiled_words
step typed . sotto ask "What is jam?" --max-tokens 8
step PDF indexed sotto docs add "$home/paper.pdf"
step cited "eleven euros" sotto ask --docs "What does the quince jam cost?" --max-tokens 16
step note indexed sotto docs add "$home/garden.txt"
step meaning oak sotto docs search "庭師は毎朝、樫の木に水をやります"
step page . sotto docs show "$home/paper.pdf" --page 1 --out "$home/scan.png" --json
step scan indexed sotto docs add "$home/scan.png" --collection scans
step read "eleven euros" sotto docs search "What does the quince jam cost?" --in scan.png
step speech "{" sotto say "The jam is sweet." --out "$home/sound.wav" --json
step heard "jam is sweet" sotto transcribe "$home/sound.wav"
step spoken "eleven euros" spoken
step skill "average 5 jars" allowed_skill
step tools "Counts jars" sotto tools add cellar /bin/sh "$home/server.sh"
step apart "no folder of libraries" volume
step doctor "all there" healthy
step encrypted jam encrypted
step decrypted clear decrypted
step kept jam sotto chats list
if command -v gnome-keyring-daemon >/dev/null && command -v dbus-run-session >/dev/null; then
    step keyring "in the clear again" kept_by_keyring
fi

# Hard links: as good as a copy, and quick.
mkdir -p "$home/stick/sotto"
cp -al "$program/." "$home/stick/sotto" 2>/dev/null || cp -a "$program/." "$home/stick/sotto"
mkdir "$home/stick/sotto/portable"
ln -s "$models" "$home/stick/sotto/portable/models"
step portable . bare "$home/stick/sotto/sotto" --offline --model chat=smollm2-135m-instruct-q4_1 ask "Where is the quince?" --max-tokens 4
mv "$home/stick" "$home/moved"
step moved quince bare "$home/moved/sotto/sotto" --offline chats list
step inside nothing nothing_elsewhere
rm -rf "$home/moved"

if command -v xvfb-run >/dev/null; then
    window() {
        # The display belongs to this script, and all else is as bare as for the command.
        # shellcheck disable=SC2016,SC2086 # the inner shell fills them in; two words are meant
        $alone xvfb-run -a sh -c '
            program=$1 log=$2
            shift 2
            env -i DISPLAY="$DISPLAY" XAUTHORITY="${XAUTHORITY:-}" "$@" "$program" --offline & window=$!
            n=0
            while [ ! -s "$log" ] && [ $n -lt 60 ]; do sleep 1; n=$((n+1)); done
            kill $window' \
            sh "${gui:-$program/sotto-gui}" "$home/window/logs/engine.log" HOME="$home" PATH=/nonexistent LANG=C.UTF-8 SOTTO_HOME="$home/window" SOTTO_MODELS="$models"
        cat "$home/window/logs/engine.log"
    }
    if [ ! -e "$program/sotto-gui" ]; then
        ln -s "$program/sotto" "$home/sotto-gui"
        gui=$home/sotto-gui
    fi
    step window "engine .* opened" window
fi
