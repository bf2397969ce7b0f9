# Finds the newest JDK from 21 on. Sourced by ./slipway and ./check; starts no process where a JDK has its `release` file.
#
#   find_jdk      sets jdk_home and jdk_version; or fails, with jdk_seen listing the JDKs that are too old
#
# SLIPWAY_JAVA, a JDK's folder or its java, wins over everything that is found.

oldest_jdk=21

find_jdk() {
    jdk_home=
    jdk_version=
    jdk_seen=
    jdk_rank=0

    if [ -n "${SLIPWAY_JAVA:-}" ]; then
        consider_jdk "$(home_of_java "$SLIPWAY_JAVA")"
        [ -n "$jdk_home" ]
        return
    fi

    [ -z "${JAVA_HOME:-}" ] || consider_jdk "$JAVA_HOME"
    jdk_on_path=$(command -v java 2>/dev/null) && consider_jdk "$(home_of_java "$jdk_on_path")"
    for jdk_folder in \
        /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /opt/* /opt/java/* \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.asdf/installs/java/* \
        "${HOME:-}"/.local/share/mise/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        consider_jdk "$jdk_folder"
    done
    [ -n "$jdk_home" ]
}

# The JDK's folder for that folder itself, or for the java in it, links followed.
home_of_java() {
    if [ -d "$1" ]; then
        printf '%s\n' "$1"
    else
        real_java=$(readlink -f -- "$1" 2>/dev/null) || real_java=$1
        real_java=${real_java%/*}
        printf '%s\n' "${real_java%/*}"
    fi
}

# Keeps $1 when it is a whole JDK, not too old, and newer than the newest so far.
consider_jdk() {
    # What lies in /bin or /usr/bin is a link or, on macOS, a stand-in; the JDK itself is elsewhere.
    case $1 in / | /usr) return 0 ;; esac
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
    version=
    if [ -r "$1/release" ]; then
        while IFS='=' read -r key value; do
            if [ "$key" = JAVA_VERSION ]; then
                value=${value#\"}
                version=${value%%\"*}
            fi
        done <"$1/release"
    fi
    if [ -z "$version" ]; then
        version=$("$1/bin/java" -XshowSettings:properties -version 2>&1 |
            sed -n 's/^ *java\.version = //p')
    fi
    rank_version "$version"
    if [ "$rank" -lt $((oldest_jdk * 1000000)) ]; then
        case "$jdk_seen " in *" $version "*) ;; *) jdk_seen="$jdk_seen $version" ;; esac
    elif [ "$rank" -gt "$jdk_rank" ]; then
        jdk_home=$1
        jdk_version=$version
        jdk_rank=$rank
    fi
}

# 25.0.3 -> 25000003, so that versions compare as numbers; what is no number counts as 0.
rank_version() {
    rank_rest=${1%%[!0-9.]*}.
    rank=0
    for rank_weight in 1000000 1000 1; do
        rank_part=${rank_rest%%.*}
        rank_rest=${rank_rest#*.}
        # A leading zero would make the shell read an octal number.
        while case $rank_part in 0?*) true ;; *) false ;; esac do rank_part=${rank_part#0}; done
        rank=$((rank + ${rank_part:-0} * rank_weight))
    done
}
