#!/bin/sh
# Installs the Sotto that was unpacked around this file: for its user, without root, below ~/.local, or below the folder that is named
# (/usr/local, as root, is for everybody). An older one there gives way; what people made with it lies elsewhere and stays.
# lib/sotto/uninstall.sh there removes it again. All of this is read before it begins. usage: install.sh [FOLDER]
set -eu

name_the_program() {
    # A session that began before ~/.local/bin was there does not look into it, and desktops pass over an entry whose program they do
    # not find. Characters that the entry's quoting would have to escape are left to the search path.
    case $1 in
        *[\"\\\`\$%\&\|]*) ;;
        *) sed "s|^Exec=sotto-gui|Exec=\"$1/bin/sotto-gui\"|" "$2" >"$2.new" && mv -- "$2.new" "$2" ;;
    esac
}

main() {
    from=$(cd "$(dirname "$0")/../.." && pwd -P)
    to=${1:-$HOME/.local}
    mkdir -p -- "$to/lib"
    to=$(cd -- "$to" && pwd -P)
    if [ -e "$from/portable" ]; then
        echo "This Sotto is portable: it keeps everything in $from/portable, and runs from where it lies." >&2
        exit 1
    fi
    if [ "$from" != "$to" ]; then
        # Whole beside the older one before that goes, of which a newer one would find what it has no more.
        rm -rf -- "$to/lib/sotto.new"
        cp -RPp -- "$from/lib/sotto" "$to/lib/sotto.new"
        rm -rf -- "$to/lib/sotto" "$to/share/doc/sotto"
        mv -- "$to/lib/sotto.new" "$to/lib/sotto"
        cp -RPp -- "$from/bin" "$from/share" "$to"
    fi
    name_the_program "$to" "$to/share/applications/sotto.desktop"
    # Which kinds of files it opens is looked up in a list; a list of icons that is older than their folder is not asked.
    if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$to/share/applications" || true; fi
    touch -- "$to/share/icons/hicolor"
    echo "Sotto is installed: in the menu, or by $to/bin/sotto-gui and $to/bin/sotto. To remove it: $to/lib/sotto/uninstall.sh"
    case :$PATH: in
        *":$to/bin:"*) ;;
        *) echo "Terminals find the command by its name when $to/bin is on the search path; on most systems it is after the next login." ;;
    esac
}

main "$@"
