#!/bin/sh
# Installs the Debian package in a root of its own, over this machine's and gone afterwards: over an older one, whose files go while the
# data stay. Then it starts it, removes it as a person would, with the question about the data, and installs and purges it by dpkg
# alone, which touches no data. Needs root. usage: try_package.sh FILE.deb
set -eu
[ "$(id -u)" = 0 ] || { echo "This needs root." >&2; exit 1; }

if [ "${2:-}" != inside ]; then
    package=$(readlink -f "$1")
    exec unshare --mount --net "$0" "$package" inside
fi

package=$1
top=$(mktemp -d)
mount -t tmpfs tmpfs "$top"
mkdir "$top/changes" "$top/work" "$top/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$top/changes,workdir=$top/work" "$top/root"
cp "$package" "$top/root/sotto.deb"
mount -t proc proc "$top/root/proc"
mount --rbind /dev "$top/root/dev"
# A root of its own has the folders of no one else, but the libraries that the package names.
mkdir -p "$top/root/home/someone/.local/share/sotto" "$top/root/home/someone/.local/share/sotto-models"
cat >"$top/root/try.sh" <<'INSIDE'
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
HOME=/home/someone
export PATH HOME
data=$HOME/.local/share/sotto

mkdir -p /older/DEBIAN /older/usr/lib/sotto
cat >/older/DEBIAN/control <<CONTROL
Package: sotto
Version: 0.0.1
Architecture: $(dpkg --print-architecture)
Maintainer: The developers of Sotto <nobody@localhost>
Description: an older one
CONTROL
echo old >/older/usr/lib/sotto/only-in-the-older
dpkg-deb --build /older /older.deb >/dev/null
dpkg --force-depends --install /older.deb
echo jam >"$data/kept.txt"

dpkg --force-depends --install /sotto.deb
[ ! -e /usr/lib/sotto/only-in-the-older ]
sotto --version
sotto --offline chats list
[ -s "$data/sotto.db" ] && [ "$(cat "$data/kept.txt")" = jam ]
echo "The newer one took the place of the older one; the data stayed."
[ "$(readlink -f "$(command -v sotto-gui)")" = /usr/lib/sotto/sotto ]
papers="/usr/share/applications/sotto.desktop /usr/share/man/man1/sotto.1 /usr/share/bash-completion/completions/sotto
/usr/share/zsh/site-functions/_sotto /usr/share/metainfo/sotto.metainfo.xml /usr/share/icons/hicolor/scalable/apps/sotto.svg"
for paper in $papers; do [ -s "$paper" ]; done
printf 'yes\nno\n' | sh /usr/lib/sotto/uninstall.sh
[ ! -e /usr/bin/sotto ] && [ ! -e /usr/lib/sotto ]
for paper in $papers; do [ ! -e "$paper" ]; done
[ ! -e "$data" ] && [ -d "$data-models" ]
! dpkg --status sotto 2>/dev/null | grep -q "ok installed"
echo "Installed, started, removed; the data went, the models stayed, as was answered."

mkdir "$data"
dpkg --force-depends --install /sotto.deb >/dev/null
dpkg --purge sotto
[ ! -e /usr/lib/sotto ] && [ -d "$data" ] && [ -d "$data-models" ]
echo "Purged by dpkg alone; data and models stayed."
INSIDE
chroot "$top/root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 sh /try.sh
