# What the scripts of this folder have in common; to be sourced.
k6_versions=(v2.2.0 v2.1.0 v2.0.0 v1.4.0 v1.0.0 v0.57.0)

# Prints the first java of version 21 or later.
find_java() {
  local java major
  for java in "${JAVA_HOME:-/nowhere}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java /opt/*/bin/java; do
    [[ -x "$java" ]] || continue
    major=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = \([0-9]*\).*/\1/p')
    if [[ "${major:-0}" -ge 21 ]]; then
      printf '%s\n' "$java"
      return
    fi
  done
  return 1
}

# Builds k6 where it is not on the path. "go install k6@version" asks for the list of all versions, which a module proxy need not
# have; downloading one version and building it in place asks for that version alone.
find_k6() {
  if command -v k6; then return; fi
  local cache=${XDG_CACHE_HOME:-$HOME/.cache}/yizhan version module source work
  for version in "${k6_versions[@]}"; do
    if [[ -x "$cache/k6-$version" ]]; then
      printf '%s\n' "$cache/k6-$version"
      return
    fi
  done
  command -v go >/dev/null || return 1
  mkdir -p "$cache"
  work=$(mktemp -d)
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf '$work'" RETURN
  (cd "$work" && go mod init loadtest >/dev/null 2>&1)
  for version in "${k6_versions[@]}"; do
    module=go.k6.io/k6
    [[ "$version" == v2.* ]] && module=go.k6.io/k6/v2
    echo "loadtest: building k6 $version with Go; this takes minutes, once" >&2
    if source=$(cd "$work" && go mod download -json "$module@$version" 2>/dev/null | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",$/\1/p') &&
      [[ -d "$source" ]] &&
      CGO_ENABLED=0 go build -C "$source" -buildvcs=false -o "$cache/k6-$version.new" . >&2; then
      mv "$cache/k6-$version.new" "$cache/k6-$version"
      printf '%s\n' "$cache/k6-$version"
      return
    fi
    echo "loadtest: k6 $version could not be built" >&2
  done
  return 1
}
