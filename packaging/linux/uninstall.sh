#!/bin/sh
# Removes Sotto where the tarball was unpacked, and asks about what the user has: conversations, documents' index, memory, models.
set -eu

program=$(cd "$(dirname "$0")" && pwd -P)
prefix=$(dirname "$(dirname "$program")")
data=${XDG_DATA_HOME:-$HOME/.local/share}

if [ -e /var/lib/dpkg/info/sotto.list ] && [ "$prefix" = /usr ]; then
    echo "Sotto was installed as a package: type “sudo apt remove sotto”. Your data stays in $data." >&2
    exit 1
fi

remove_data() {
    # $1 folder, $2 what is in it
    [ -d "$1" ] || return 0
    printf 'Remove %s as well? %s [y/N] ' "$2" "$1"
    read -r answer || answer=n
    case $answer in
        [yY]*) rm -rf -- "$1" && echo "Removed." ;;
        *) echo "It stays." ;;
    esac
}

for file in bin/sotto bin/sotto-gui share/applications/sotto.desktop share/metainfo/sotto.metainfo.xml \
    share/man/man1/sotto.1 \
    share/bash-completion/completions/sotto share/zsh/site-functions/_sotto; do
    rm -f -- "$prefix/$file"
done
rm -f -- "$prefix"/share/icons/hicolor/*/apps/sotto.png "$prefix/share/icons/hicolor/scalable/apps/sotto.svg"
rm -rf -- "$prefix/share/doc/sotto" "$prefix/lib/sotto"
rm -f -- "${XDG_CONFIG_HOME:-$HOME/.config}/autostart/sotto.desktop"
echo "Sotto is removed."
remove_data "$data/sotto" "your conversations, memory and the index of your documents"
remove_data "$data/sotto-models" "the models"
