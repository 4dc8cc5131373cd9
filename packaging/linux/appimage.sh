#!/bin/sh
# An AppImage from the tarball that “make package” wrote: one file that runs where it lies. usage: appimage.sh TARBALL OUT
# Needs appimagetool on the path; without it the AppDir, which is the same unpacked, stays in OUT.
set -eu
tarball=$1
out=$2
here=$(cd "$(dirname "$0")" && pwd)
folder=$out/Sotto.AppDir
rm -rf "$folder"
mkdir -p "$folder/usr"
tar -xzf "$tarball" -C "$folder/usr" --strip-components=1
cp "$here/AppRun" "$folder/AppRun"
chmod +x "$folder/AppRun"
cp "$folder/usr/share/applications/sotto.desktop" "$folder/sotto.desktop"
cp "$folder/usr/share/icons/hicolor/256x256/apps/sotto.png" "$folder/sotto.png"
if command -v appimagetool >/dev/null; then
    appimagetool --no-appstream "$folder" "$out/$(basename "$tarball" .tar.gz).AppImage"
else
    echo "appimagetool is not installed; $folder is the AppImage unpacked"
fi
