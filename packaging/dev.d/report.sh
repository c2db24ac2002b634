# SPDX-License-Identifier: GPL-3.0-or-later
# What the person at the terminal, or the reader of a CI log, is told.

say() { printf '%s\n' "$*" >&2; }

# die SENTENCE…: one line each, the first names what is wrong.
die() {
    printf 'packaging/dev: %s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '    %s\n' "$@" >&2
    exit 1
}

# stage TITLE COMMAND…: runs it in the open and says how long it took.
stage() {
    local title=$1 began=$SECONDS
    shift
    say "== $title"
    "$@" || die "$title: failed after $((SECONDS - began)) s."
    say "== $title: done in $((SECONDS - began)) s"
}

# step TITLE LOG COMMAND…: runs it with its output in LOG. A terminal sees seconds and the newest line of LOG all the
# time, a CI log every ten seconds. Nothing is read from the standard input.
step() {
    local title=$1 log=$2 began=$SECONDS told=0 pid
    shift 2
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    trap 'kill -KILL "$pid"; die "interrupted: $title. The next run starts this step anew."' INT TERM HUP
    [ -t 2 ] || say "$title …"
    while kill -0 "$pid" 2>/dev/null; do
        if [ -t 2 ]; then
            printf '\r\033[K%.*s' "$((${COLUMNS:-$(tput cols 2>/dev/null || echo 80)} - 1))" \
                "$title: $((SECONDS - began)) s · $(newest_line "$log")" >&2
        elif [ $((SECONDS - began - told)) -ge 10 ]; then
            told=$((SECONDS - began))
            say "    $told s · $(newest_line "$log" | cut -c -100)"
        fi
        sleep 0.25
    done
    trap - INT TERM HUP
    [ ! -t 2 ] || printf '\r\033[K' >&2
    if ! wait "$pid"; then
        tail -n 25 "$log" >&2
        die "$title: failed after $((SECONDS - began)) s." "All it said: $log"
    fi
    say "$title: done in $((SECONDS - began)) s"
}

newest_line() { tail -c 400 "$1" | tr '\r' '\n' | grep . | tail -n 1 || true; }
