# SPDX-License-Identifier: GPL-3.0-or-later
# The one environment: Debian 13 itself, or a Debian 13 root on another Debian or Ubuntu.

readonly suite=trixie
readonly recipe=1 # raised when a root has to be made in another way, though of the same packages
cache=${XDG_CACHE_HOME:-$HOME/.cache}/sekimori

packages() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$checkout/packaging/packages/$1"; }

# enter peers|build COMMAND…: sees to it that the environment stands and goes on in it.
enter() {
    local layer=$1
    shift
    if [ "$(. /etc/os-release && echo "$ID$VERSION_ID")" = debian13 ]; then
        local wanted
        mapfile -t wanted < <(packages build; [ "$layer" = build ] || packages peers)
        need_packages "${wanted[@]}"
        clean_environment
        exec env -i "${kept[@]}" "$@"
    fi
    root=$cache/root-$( (echo "$suite $recipe"; packages build) | sha256sum | cut -c -12)
    peers=$root/etc/sekimori/peers-$(packages peers | sha256sum | cut -c -12)
    [ -e "$root" ] || with_lock make_root
    [ "$layer" = build ] || [ -e "$peers" ] || with_lock add_peers
    enter_root "$@"
}

# need_packages NAME…: installs those that are missing, or says which and how.
need_packages() {
    local missing become=()
    mapfile -t missing < <(
        dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p' |
            sort -u | comm -23 <(printf '%s\n' "$@" | sort -u) -
    )
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        if [ -t 0 ] && command -v sudo >/dev/null; then
            say "Missing here: ${missing[*]}"
            become=(sudo)
            sudo -v || become=()
        elif sudo -n true 2>/dev/null; then
            become=(sudo -n)
        fi
        [ ${#become[@]} -gt 0 ] || die "packages are missing and only root may install them." \
            "Run as root: apt-get install --no-install-recommends ${missing[*]}"
    fi
    mkdir -p "$cache"
    step "Installing ${#missing[@]} packages (${missing[*]:0:3} …)" "$cache/apt.log" apt_install "${missing[@]}"
}

# The package lists may be missing or old: then they are fetched. Not all archives of a machine have to answer for that.
apt_install() {
    local apt=("${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qy -o Dpkg::Use-Pty=0)
    "${apt[@]}" install --no-install-recommends "$@" && return
    "${apt[@]}" update || true
    "${apt[@]}" install --no-install-recommends "$@"
}

# with_lock FUNCTION: one at a time; whoever waited finds the work done.
with_lock() {
    mkdir -p "$cache"
    exec 9>"$cache/lock"
    if ! flock -n 9; then
        say "Another packaging/dev prepares the environment; waiting for it …"
        flock 9
    fi
    "$1"
    exec 9>&-
}

make_root() {
    [ ! -e "$root" ] || return 0
    local tools=(mmdebstrap bubblewrap debian-archive-keyring)
    [ "$(id -u)" -eq 0 ] || tools+=(uidmap)
    need_packages "${tools[@]}"
    need_namespaces
    find_archive
    say "A Debian 13 root is made once, in $root"
    say "Packages come from $mirror (from $mirror_from), checked against $key"
    step "Debian 13 root" "$cache/root.log" as_root unpack_root
    say "The root takes $(du -sh "$root" 2>/dev/null | cut -f 1)."
}

add_peers() {
    [ ! -e "$peers" ] || return 0
    find_archive
    step "Test peers" "$cache/peers.log" as_root unpack_peers
}

# as_root FUNCTION: as root, or as root of a user namespace, with mounts that end with it. What it makes is the
# user's own, apart from the few files of other system users. Does not return: a step's process becomes this.
as_root() {
    local map=()
    [ "$(id -u)" -eq 0 ] || map=(--map-root-user --map-auto)
    # shellcheck disable=SC2016 # the inner shell expands it
    exec unshare "${map[@]}" --mount --pid --fork --kill-child --mount-proc env checkout="$checkout" cache="$cache" \
        root="$root" peers="$peers" mirror="$mirror" key="$key" bash -euo pipefail -c '
            for part in report archive environment; do . "$checkout/packaging/dev.d/$part.sh"; done
            "$1"' - "$1"
}

# Into a folder beside it, renamed when whole: a run that was killed leaves nothing that looks finished.
unpack_root() {
    local options=(--mode=root --variant=apt --verbose --format=directory) option
    for option in force-unsafe-io path-exclude=/usr/share/{man,doc,locale,info,help}/'*'; do
        options+=(--dpkgopt="$option")
    done
    while read -r option; do
        options+=(--aptopt="$option")
    done < <(acquire_options; echo 'APT::Install-Recommends "false";'; echo 'Acquire::Languages "none";')
    rm -rf --one-file-system "$root.partial"
    mmdebstrap "${options[@]}" --include="$(packages build | paste -sd ,)" "$suite" "$root.partial" \
        "deb [signed-by=$key] $mirror $suite main"
    mkdir -p "$root.partial/etc/sekimori"
    touch "$root.partial"/etc/{hosts,machine-id,resolv.conf} # what enter_root lays over must be there
    printf '#!/bin/sh\nexit 101\n' >"$root.partial/usr/sbin/policy-rc.d" # no package starts a service in here
    chmod +x "$root.partial/usr/sbin/policy-rc.d"
    mv "$root.partial" "$root"
}

# apt runs outside, with this machine's way to the archive; dpkg and the packages' scripts run inside.
unpack_peers() {
    local wanted
    mapfile -t wanted < <(packages peers)
    export DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin APT_CONFIG=$root/etc/sekimori/apt.conf
    {
        printf 'Dir "%s";\nDir::State::status "%s";\n' "$root" "$root/var/lib/dpkg/status"
        printf 'DPkg::Chroot-Directory "%s";\nDpkg::Use-Pty "false";\nAPT::Sandbox::User "root";\n' "$root"
        APT_CONFIG='' acquire_options
    } >"$APT_CONFIG"
    echo "deb [signed-by=$key] $mirror $suite main" >"$root/etc/apt/sources.list"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    chroot "$root" dpkg --configure -a # after an installation that was killed
    apt-get -qy update
    apt-get -qy --fix-broken install
    apt-get -qy install "${wanted[@]}"
    apt-get -qy clean
    touch "$peers"
}

# Says what exactly keeps this user from a root of his own.
need_namespaces() {
    local setting said fix=() user
    if ! said=$(bwrap --ro-bind / / true 2>&1); then
        for setting in kernel/unprivileged_userns_clone=0 kernel/apparmor_restrict_unprivileged_userns=1 \
            user/max_user_namespaces=0; do
            [ "$(cat "/proc/sys/${setting%=*}" 2>/dev/null)" != "${setting#*=}" ] ||
                fix+=("The setting ${setting/\//.} forbids it; as root: sysctl -w $(allowed "${setting%=*}")")
        done
        [ ${#fix[@]} -gt 0 ] ||
            fix=("In a container: run it with the right to make namespaces (docker: --privileged), or use Debian 13.")
        die "namespaces cannot be made here, and the Debian 13 root needs them. bwrap said: $said" "${fix[@]}"
    fi
    [ "$(id -u)" -ne 0 ] || return 0
    user=$(id -un)
    unshare --help | grep -q -- --map-auto ||
        die "unshare of util-linux 2.38 or newer is needed (Debian 12, Ubuntu 23.04, or newer)."
    [ "$(cat /etc/sub{u,g}id 2>/dev/null | grep -cE "^($user|$(id -u)):")" -ge 2 ] ||
        die "$user has no subordinate user and group ids, and packages own files by several of them." \
            "As root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $user"
    said=$(unshare --map-root-user --map-auto --mount true 2>&1) ||
        die "a user namespace with subordinate ids cannot be made here. unshare said: $said"
}

allowed() {
    case $1 in
    user/max_user_namespaces) echo user.max_user_namespaces=15000 ;;
    kernel/apparmor*) echo kernel.apparmor_restrict_unprivileged_userns=0 ;;
    *) echo kernel.unprivileged_userns_clone=1 ;;
    esac
}

# Sets `kept`: the variables that mean something in here. A machine's library and tool paths do not.
clean_environment() {
    local name zone
    zone=$(readlink -f /etc/localtime || true)
    kept=(PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin SEKIMORI_INSIDE=1
        "LANG=${LANG:-C.UTF-8}" "TZ=${TZ:-${zone#*/zoneinfo/}}"
        "CCACHE_DIR=${CCACHE_DIR:-$cache/ccache}")
    for name in $(compgen -e); do
        case $name in
        CI | TERM | COLORTERM | NO_COLOR | COLUMNS | HOME | USER | LOGNAME | LANGUAGE | LC_* | XDG_* | \
            DISPLAY | WAYLAND_DISPLAY | XAUTHORITY | DBUS_SESSION_BUS_ADDRESS | QT_QPA_PLATFORM | QT_SCALE_FACTOR | \
            SEKIMORI_*)
            kept+=("$name=${!name}")
            ;;
        esac
    done
}

# Everything but sources, home, display and the session's sockets comes from the root, which nobody writes to.
enter_root() {
    local binds=(--ro-bind "$root/usr" /usr --ro-bind "$root/etc" /etc --ro-bind "$root/var" /var
        --symlink usr/bin /bin --symlink usr/sbin /sbin --symlink usr/lib /lib --symlink usr/lib64 /lib64
        --proc /proc --dev-bind /dev /dev --ro-bind /sys /sys --bind /tmp /tmp --tmpfs /run --tmpfs /var/tmp)
    local file common
    for file in passwd group hosts machine-id resolv.conf; do
        [ ! -e "/etc/$file" ] || binds+=(--ro-bind "/etc/$file" "/etc/$file")
    done
    binds+=(--bind "$HOME" "$HOME" --bind-try "${XDG_RUNTIME_DIR:-/nowhere}" "${XDG_RUNTIME_DIR:-/nowhere}"
        --bind "$cache" "$cache" --bind "$checkout" "$checkout")
    [ -z "${XAUTHORITY:-}" ] || binds+=(--ro-bind-try "$XAUTHORITY" "$XAUTHORITY")
    # A work tree keeps its history elsewhere.
    common=$(git -C "$checkout" rev-parse --path-format=absolute --git-common-dir 2>/dev/null) || common=$checkout
    binds+=(--bind "$common" "$common")
    clean_environment
    exec env -i "${kept[@]}" bwrap --die-with-parent "${binds[@]}" --chdir "$checkout" -- "$@"
}
