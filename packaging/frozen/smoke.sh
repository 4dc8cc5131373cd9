#!/bin/sh
# Starts a packed Sotto with no Python on the path and, where the system allows, no network interface, and has it answer: typed, spoken,
# from a document. Then it opens the window on a display of its own. usage: smoke.sh FOLDER_OF_THE_PROGRAM FOLDER_OF_MODELS
set -eu
program=$(cd "$1" && pwd)
models=$(cd "$2" && pwd)
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
alone=
if unshare -n true 2>/dev/null; then alone="unshare -n"; fi

sotto() {
    # shellcheck disable=SC2086 # two words are meant
    $alone env -i HOME="$home" PATH=/nonexistent LANG=C.UTF-8 SOTTO_HOME="$home/sotto" SOTTO_MODELS="$models" \
        "$program/sotto" --offline --model chat=smollm2-135m-instruct-q4_1 "$@"
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

printf 'The quince jam costs eleven euros.\n' >"$home/paper.txt"
step command "sotto 0" sotto --version
step typed . sotto ask "What is jam?" --max-tokens 8
step document indexed sotto docs add "$home/paper.txt"
step cited "eleven euros" sotto ask --docs "What does the quince jam cost?" --max-tokens 16
step speech "{" sotto say "The jam is sweet." --out "$home/sound.wav" --json
step heard "jam is sweet" sotto transcribe "$home/sound.wav"
if command -v xvfb-run >/dev/null; then
    window() {
        # shellcheck disable=SC2016 # the inner shell fills them in
        SOTTO_HOME="$home/window" SOTTO_MODELS="$models" xvfb-run -a sh -c \
            '"$0" --offline & window=$!; n=0; while [ ! -s "$SOTTO_HOME/logs/engine.log" ] && [ $n -lt 60 ]; do sleep 1; n=$((n+1)); done; kill $window' \
            "${gui:-$program/sotto-gui}"
        cat "$home/window/logs/engine.log"
    }
    if [ ! -e "$program/sotto-gui" ]; then
        ln -s "$program/sotto" "$home/sotto-gui"
        gui=$home/sotto-gui
    fi
    step window "engine .* opened" window
fi
