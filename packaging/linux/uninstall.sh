#!/bin/sh
# Removes Sotto, installed as a package or unpacked from the tarball, and asks about what the user has: conversations, documents' index,
# memory, models. All of it is read before it begins, since it removes itself.
set -eu

ask_to_remove() {
    # $1 folder, $2 what is in it
    [ -d "$1" ] || return 0
    printf 'Remove %s as well? %s [y/N] ' "$2" "$1"
    read -r answer || answer=n
    case $answer in
        [yY]*) rm -rf -- "$1" && echo "Removed." ;;
        *) echo "It stays." ;;
    esac
}

followed() {
    # $1 a data folder: prints where it is since it was moved, at the end of the pointers that were left (assistant/paths.py)
    at=$1
    moves=0
    while [ -e "$at/moved-to" ] && [ ! -e "$at/moved-from" ] && [ $moves -lt 16 ]; do
        at=$(cat "$at/moved-to")
        moves=$((moves + 1))
    done
    printf '%s\n' "$at"
}

ask_about_data() {
    # $1 the folder in which Sotto looks first
    now=$(followed "$1")
    if [ "$now" != "$1" ] && [ ! -d "$now" ]; then
        echo "Your data was moved to $now, which is not there now: it stays, and so does the pointer to it in $1."
        return 0
    fi
    ask_to_remove "$now" "your conversations, memory and the index of your documents"
    # Of a folder that was moved the pointer is left.
    if [ ! -d "$now" ]; then rm -rf -- "$1"; fi
}

remove_package() {
    if [ "$(id -u)" = 0 ]; then
        dpkg --remove sotto
    elif command -v sudo >/dev/null; then
        sudo dpkg --remove sotto
    else
        echo "Sotto was installed as a package: remove it as root, with dpkg --remove sotto." >&2
        exit 1
    fi
}

remove_files() {
    for file in bin/sotto bin/sotto-gui share/applications/sotto.desktop share/metainfo/sotto.metainfo.xml \
        share/man/man1/sotto.1 \
        share/bash-completion/completions/sotto share/zsh/site-functions/_sotto; do
        rm -f -- "$1/$file"
    done
    rm -f -- "$1"/share/icons/hicolor/*/apps/sotto.png "$1/share/icons/hicolor/scalable/apps/sotto.svg"
    rm -rf -- "$1/share/doc/sotto" "$1/lib/sotto"
    # What the list of kinds of files says of it goes too; a list of icons that is older than their folder is not asked.
    if [ -e "$1/share/applications/mimeinfo.cache" ] && command -v update-desktop-database >/dev/null; then
        update-desktop-database -q "$1/share/applications" || true
    fi
    if [ -d "$1/share/icons/hicolor" ]; then touch -- "$1/share/icons/hicolor"; fi
}

main() {
    program=$(cd "$(dirname "$0")" && pwd -P)
    prefix=$(dirname "$(dirname "$program")")
    data=${XDG_DATA_HOME:-$HOME/.local/share}
    if [ "$prefix" = /usr ] && [ -e /var/lib/dpkg/info/sotto.list ]; then
        remove_package
    elif [ ! -w "$program" ]; then
        echo "Sotto was installed for everybody: remove it as root, with sudo $program/uninstall.sh" >&2
        exit 1
    else
        remove_files "$prefix"
        echo "Sotto is removed."
    fi
    rm -f -- "${XDG_CONFIG_HOME:-$HOME/.config}/autostart/sotto.desktop"
    ask_about_data "$data/sotto"
    ask_to_remove "$data/sotto-models" "the models"
    ask_to_remove "$prefix/portable" "what the portable Sotto kept: conversations, memory, models"
}

main
