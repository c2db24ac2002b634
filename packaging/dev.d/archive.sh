# SPDX-License-Identifier: GPL-3.0-or-later
# Where Debian's packages come from on this machine: its own apt configuration knows.

# Prints "URI<tab>key file" for each entry of the main Debian archive, from one-line and deb822 sources alike.
# Entries signed by somebody else's key are other people's archives, whatever their suite is called.
archive_entries() {
    local list parts
    eval "$(apt-config shell list Dir::Etc::sourcelist/f parts Dir::Etc::sourceparts/d 2>/dev/null)"
    : "${list:=/etc/apt/sources.list}" "${parts:=/etc/apt/sources.list.d}"
    # A blank line after each file, so that a stanza ends with its file.
    for file in "$list" "${parts%/}"/*.list "${parts%/}"/*.sources; do
        [ -r "$file" ] && cat "$file" && printf '\n\n'
    done | awk '
        function offer(    uri, suite, i, j) {
            if (types !~ /(^| )deb( |$)/ || components !~ /(^| )main( |$)/ || enabled ~ /no|false/) return
            if (key != "" && key !~ /^\/.*debian-archive-[^\/]*$/) return
            split(uris, uri, " "); split(suites, suite, " ")
            for (i in suite)
                if (suite[i] ~ /^(bullseye|bookworm|trixie|forky|sid|(old)?(old)?stable|testing|unstable)$/)
                    for (j in uri) print uri[j] "\t" key
        }
        function forget() { types = uris = suites = components = key = enabled = field = "" }
        BEGIN { forget() }
        /^[ \t]*#/ { next }
        /^deb[ \t]/ {
            forget(); types = "deb"
            if (match($0, /\[[^]]*\]/)) {
                options = substr($0, RSTART + 1, RLENGTH - 2)
                $0 = substr($0, 1, RSTART - 1) substr($0, RSTART + RLENGTH)
                if (match(options, /signed-by=[^ ]*/)) key = substr(options, RSTART + 10, RLENGTH - 10)
            }
            uris = $2; suites = $3
            for (i = 4; i <= NF; ++i) components = components " " $i
            offer(); forget(); next
        }
        /^[ \t]*$/ { offer(); forget(); next }
        /^[A-Za-z-]+:/ { field = tolower($1); sub(/:.*/, "", field); sub(/^[^:]*:[ \t]*/, "") }
        field == "types" { types = types " " $0 }
        field == "uris" { uris = uris " " $0 }
        field == "suites" { suites = suites " " $0 }
        field == "components" { components = components " " $0 }
        field == "signed-by" { key = key (key == "" ? "" : " ") $0 }
        field == "enabled" { enabled = tolower($0) }'
}

# Sets `mirror`, `key` and `mirror_from`.
find_archive() {
    local entries file
    mirror=${SEKIMORI_MIRROR:-} key='' mirror_from=SEKIMORI_MIRROR
    if [ -z "$mirror" ]; then
        mirror_from="this machine's apt configuration"
        entries=$(archive_entries | grep -v '^cdrom:' || true)
        IFS=$'\t' read -r mirror key < <(grep -E '/debian/?'$'\t' <<<"$entries" || printf '%s\n' "$entries") || true
    fi
    case $mirror in
    mirror+file:*) # a file with one mirror a line, as cloud images have it
        file=/${mirror#mirror+file:}
        mirror=$(grep -m 1 -oE '^[a-z]+:[^[:space:]]+' "$(tr -s / <<<"$file")") || mirror=''
        ;;
    esac
    [ -n "$mirror" ] || die "no Debian archive is configured on this machine." \
        "Set SEKIMORI_MIRROR to the address of a Debian mirror (the one that ends in /debian) and run this again."
    for file in "$key" /usr/share/keyrings/debian-archive-keyring.{pgp,gpg}; do
        [ -r "$file" ] && key=$file && return
    done
    die "the keys of Debian's archive are missing." "Install the package debian-archive-keyring."
}

# Prints what this machine's apt knows about reaching archives (proxies, retries, certificates), one option a line.
acquire_options() {
    apt-config dump 2>/dev/null |
        sed -nE 's/^(Acquire::((http|https|ftp)::[^ ]+|Retries|ForceIPv[46]|Check-(Valid-Until|Date))) "(.+)";$/\1 "\5";/p'
}
