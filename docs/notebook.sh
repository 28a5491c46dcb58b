# The notebook of the how-tos in this folder, for bash: `. docs/notebook.sh`
#
# Zetel names everything with long identifiers. The notebook, the folder $NOTES, remembers them
# under names that you choose, and holds everybody's token. Set ADDRESS, ZETEL and NOTES first.

mkdir -p "$NOTES" && chmod 700 "$NOTES" && touch "$NOTES/names" && . "$NOTES/names"

keep() {    # keep NAME WORDS: note it in the notebook
  [ -n "$2" ] || { echo "There is nothing to note as $1." >&2; return 1; }
  printf "%s='%s'\n" "$1" "$2" >> "$NOTES/names" && printf -v "$1" %s "$2"
}
call() {    # call WHO PATH [what curl needs]: say it to Zetel, and print a refusal
  local who=$1 token=${1}_token code; shift
  code=$(curl -sS -o "$NOTES/answer" -w '%{http_code}' -H "Authorization: Bearer ${!token}" \
    -H 'Content-Type: application/json' "$HERE$1" "${@:2}") || return 1
  answer=$(cat "$NOTES/answer")
  [ "$code" -lt 400 ] && return 0
  python3 -IS -c '
import json, sys
problem = json.load(sys.stdin)
print("REFUSED:", problem["detail"], "\n  code:", problem["code"])
for each in (*problem.get("errors", ()), *problem.get("contradictions", ())):
    print("  because:", *each.values())' <<< "$answer" >&2
  return 1
}
words() {   # words WORDS: in the quotes that Zetel expects
  case $1 in
    *[\"\\[:cntrl:]]*) python3 -IS -c 'import json, sys; print(json.dumps(sys.argv[1]))' "$1" ;;
    *) printf '"%s"' "$1" ;;
  esac
}
post() {    # post WHO PATH FIELD=WORDS… FIELD:=JSON…: do something, as somebody
  local who=$1 path=$2 body= each; shift 2
  for each in "$@"; do
    case ${each%%=*} in
      *:) body="$body,\"${each%%:=*}\":${each#*=}" ;;
      *) body="$body,\"${each%%=*}\":$(words "${each#*=}")" ;;
    esac
  done
  call "$who" "$path" --data "{${body#,}}" || return 1
  [[ $answer =~ \"position\":([0-9]+) ]] && position=${BASH_REMATCH[1]}
  echo "ok: $who $path"
}
new() {     # new NAME WHO PATH FIELD=WORDS…: the same, and note what came into being
  local name=$1; shift
  post "$@" && [[ $answer =~ \"id\":\"([^\"]+) ]] && keep "$name" "${BASH_REMATCH[1]}"
}
show() {    # show [FIELD]: of the last answer
  python3 -IS -c '
import json, sys
found = json.load(sys.stdin)
for step in sys.argv[1].split(".") if sys.argv[1:] else ():
    found = found[int(step)] if isinstance(found, list) else (found or {}).get(step)
text = json.dumps(found, indent=2, ensure_ascii=False)
print(found if isinstance(found, str) else text)' "$@" <<< "$answer"
}
look() {    # look WHO PATH: read, with all that you have written, and print nothing
  local and=?
  case $2 in *\?*) and=\& ;; esac
  call "$1" "$2${and}at_least=${position:-0}"
}
get() {     # get WHO PATH [FIELD]: the same, and print it
  local who=$1 path=$2; shift 2
  look "$who" "$path" && show "$@"
}
one_of() {  # one_of LIST FIELD KEY=WORDS…: of the last answer, the one that you mean
  python3 -IS -c '
import json, sys
listed, field, *asked = sys.argv[1:]
wanted = [each.split("=", 1) for each in asked]
found = [each for each in json.load(sys.stdin)[listed]
         if all(str(each.get(key)) == words for key, words in wanted)]
print(found[0][field] if found else "")' "$@" <<< "$answer"
}
moment() {  # moment "3 days", moment "-15 days": counted from now
  python3 -IS -c '
import sys
from datetime import datetime, timedelta, timezone
number, unit = sys.argv[1].split()
span = timedelta(**{unit.rstrip("s") + "s": float(number)})
print((datetime.now(timezone.utc) + span).isoformat())' "$1"
}
now() { moment "0 days"; }
day() { moment "$1" | cut -c 1-10; }   # day "60 days": the day, counted from today
counted() { # counted DECISION: wait until voting has closed and the machine has counted
  while look clara "/decisions/$1"; do
    case $answer in *'"state":"counted"'* | *'"state":"declared"'*) return 0 ;; esac
    sleep 1
  done
  return 1
}
vote() {    # vote DECISION CHOICE WHO…: each of them for their own seat
  local decision=$1 choice=$2 who seat; shift 2
  case $choice in \[*) ;; *) choice=\"$choice\" ;; esac
  for who in "$@"; do
    seat=${who}_seat
    post "$who" "/decisions/$decision/ballots" seat="${!seat}" choice:="$choice" || return 1
  done
}
register() { # register NAME STANDING: the clerk does, of the neighbourhood $WHERE if that is set
  new "$1" clara /persons identifier="$1@wijkraad.example" name="$1" standing="$2" \
    ${WHERE:+neighbourhood="$WHERE"}
}
let_in() {  # let_in WHO…: note everybody's token
  local who asked=
  for who in "$@"; do asked="$asked --person ${!who}"; done
  $ZETEL token --days 366 $asked > "$NOTES/tokens" || return 1
  for who in "$@"; do read -r token && keep "${who}_token" "$token"; done < "$NOTES/tokens"
}
