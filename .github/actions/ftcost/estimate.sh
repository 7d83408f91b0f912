#!/usr/bin/env bash
# Estimates every training config that differs from $BASE, before and after, into the job's summary.
# Names of files come from a stranger's branch: they are only ever passed as quoted arguments.
# Exit: 0 all within the budget, 1 one over it, 2 something could not be done.
set -uo pipefail
: "${FTCOST:?the folder of ftcost}" "${BASE:?the commit to compare with}"
summary="${GITHUB_STEP_SUMMARY:-/dev/stdout}"
node="$FTCOST/node_modules/.bin/node"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

base="$(git merge-base "$BASE" HEAD)" || {
  echo "ftcost: $BASE is not in this clone. Check out with fetch-depth: 0." >&2
  exit 2
}
budget=()
[ -n "${BUDGET:-}" ] && budget=(--budget "$BUDGET")

# A config of the same ending beside it, so that the reader knows what it reads.
at_base() {
  local file="$work/base-$2"
  git show "$base:$1" >"$file" 2>/dev/null && printf '%s' "$file"
}

result=0 found=0 count=0
while IFS= read -r -d '' path; do
  case "$path" in *.yml | *.yaml | *.json | *.toml | *.py | *.sh) ;; *) continue ;; esac
  count=$((count + 1))
  before="$(at_base "$path" "$count.${path##*.}")"
  ask=(./"$path")
  # A base that is no training config (a new key made it one) leaves the head alone to be estimated.
  if [ -n "$before" ] && "$node" "$FTCOST/handlers/cli.ts" "$before" >/dev/null 2>&1; then
    ask=(diff "$before" ./"$path")
  fi
  text="$("$node" "$FTCOST/handlers/cli.ts" "${ask[@]}" "${budget[@]}" 2>"$work/why")"
  code=$?
  if [ "$code" -gt 1 ]; then
    printf 'ftcost passes over %q: %s\n' "$path" "$(head -n 1 "$work/why")"
    continue
  fi
  found=$((found + 1))
  {
    printf '### %s\n\n````text\n%s\n' "${path//[\`<>&]/_}" "$text"
    [ "$code" = 1 ] && grep budget "$work/why"
    printf '````\n\n'
  } >>"$summary"
  [ "$code" = 0 ] || result=1
done < <(git diff --name-only -z --diff-filter=d "$base" HEAD)

[ "$found" = 0 ] && echo "No training config changes here." >>"$summary"
exit "$result"
