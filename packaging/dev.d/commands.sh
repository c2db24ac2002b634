# SPDX-License-Identifier: GPL-3.0-or-later
# The commands of packaging/dev, run where all tools are.

export NINJA_STATUS='[%f/%t, %e s] '
# A fresh clone in another folder finds what the last one compiled.
export CCACHE_BASEDIR=$checkout CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_PCH_EXTSUM=1

command_build() {
    local preset=${1:-release}
    stage "Build ($preset)" build "$preset"
}

command_run() {
    local bin=build/release/bin pictures=build/pictures
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        stage "Build (release)" build release --target sekimori sekimorid
        exec "$bin/sekimori" --local "$@"
    fi
    stage "Build (release)" build release --target sekimori sekimorid sekimori_walk
    rm -rf "$pictures"
    mkdir -p "$pictures"
    stage "No display here: a walk through every page" \
        xvfb-run -a -s '-screen 0 1600x1000x24 -noreset' "$bin/sekimori_walk" --pictures "$pictures"
    say "Pictures of $(find "$pictures" -name '*.png' | wc -l) pages: $checkout/$pictures"
}

command_test() {
    case ${1:-} in
    --all | '') ;;
    *) die "test knows --all, not $1." ;;
    esac
    stage "Format" check_format
    stage "Build (asan)" build asan
    stage "Tests (asan)" ctest --preset asan
    if [ "${1:-}" = --all ]; then
        stage "Build (release)" build release
        stage "Tests (release)" ctest --preset release
        stage "Build (tsan)" build tsan
        stage "Tests (tsan)" ctest --preset tsan
        stage "clang-tidy on every file" packaging/dev.d/tidy build/asan "$cache/tidy" --all
    else
        stage "clang-tidy on changed files" packaging/dev.d/tidy build/asan "$cache/tidy"
    fi
}

command_bench() { stage "Benchmarks (release)" build release --target bench; }

command_format() { sources | xargs -0 -r -P 2 -n 20 clang-format-19 -i; }

command_shell() {
    [ $# -eq 0 ] || exec "$@"
    exec bash
}

# build PRESET [--target NAME…]: configures where that was never done, or was done for other presets.
build() {
    local preset=$1
    shift
    if [ ! -e "build/$preset/build.ninja" ] || [ CMakePresets.json -nt "build/$preset/build.ninja" ]; then
        cmake --preset "$preset" --log-level=WARNING || return
        touch "build/$preset/build.ninja"
    fi
    cmake --build --preset "$preset" "$@"
}

check_format() {
    local crooked
    crooked=$(sources | xargs -0 -r -P 2 -n 20 clang-format-19 --dry-run 2>&1 | sed -n 's/:[0-9:]* warning: .*//p' | sort -u)
    [ -n "$crooked" ] || return 0
    say 'Not as .clang-format says; "packaging/dev format" puts these right:'
    say "$crooked"
    return 1
}

# All sources that are or are about to be under version control, and still there.
sources() {
    git ls-files -z --cached --others --exclude-standard -- '*.cpp' '*.h' |
        while IFS= read -r -d '' file; do
            [ ! -f "$file" ] || printf '%s\0' "$file"
        done
}

