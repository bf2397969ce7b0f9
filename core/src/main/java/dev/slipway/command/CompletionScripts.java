package dev.slipway.command;

import java.util.List;

/**
 * What makes TAB work outside the interactive shell. Each script hands the words typed so far to
 * {@code slipway __complete -- words…}, as arguments and never as text to be evaluated, and reads
 * lines of "value TAB description" back.
 */
final class CompletionScripts {
  /** The shells there is a script for. */
  enum Kind {
    BASH,
    ZSH,
    FISH
  }

  private CompletionScripts() {}

  static List<String> of(Kind kind) {
    return switch (kind) {
      case BASH -> BASH.lines().toList();
      case ZSH -> ZSH.lines().toList();
      case FISH -> FISH.lines().toList();
    };
  }

  // Bash 3.2, which macOS still has, knows neither words[-1] nor compopt -o nosort.
  private static final String BASH =
      """
      # Completion of slipway for bash.
      #   now:      source <(slipway completion bash)
      #   for good: slipway completion bash > ~/.local/share/bash-completion/completions/slipway
      _slipway() {
        local -a words=() values=() says=()
        local rest=${COMP_LINE:0:COMP_POINT} piece= blank line value i n widest=0 starts=0
        # Words as they were typed: what COMP_WORDBREAKS parted is put together again.
        for ((i = 0; i <= COMP_CWORD; i++)); do
          piece=${COMP_WORDS[i]}
          blank=${rest%%[![:space:]]*}
          rest=${rest#"$blank"}
          ((i == COMP_CWORD)) && piece=$rest
          rest=${rest#"$piece"}
          n=${#words[@]}
          if ((n > 0)) && [[ -z $blank ]]; then
            words[n - 1]+=$piece
          else
            words[n]=$piece
          fi
        done
        local typed=${words[${#words[@]} - 1]}
        [[ $piece == [=:@] ]] && piece=
        # Bash replaces the piece at the cursor only, and counts an "@" before it in.
        local before=${typed%"$piece"}
        before=${before%@}
        local open=
        case $typed in
          [\\"\\']*) open=${typed:0:1} typed=${typed:1} piece=${piece#"$open"} before= ;;
        esac
        words[${#words[@]} - 1]=$typed
        while IFS= read -r line; do
          value=${line%%$'\\t'*}
          values+=("$value")
          says+=("${line#*$'\\t'}")
          [[ $value == "$typed"* ]] && starts=1
        done < <("${words[0]/#\\~/$HOME}" __complete -- "${words[@]:1}" 2>/dev/null)
        COMPREPLY=()
        # What only resembles the typed word must stand alone, or bash would take letters away.
        ((starts || ${#values[@]} == 1)) || return 0
        for ((i = 0; i < ${#values[@]}; i++)); do
          value=${values[i]#"$before"}
          [[ -n $open ]] || printf -v value '%q' "$value"
          COMPREPLY+=("$value")
          ((${#value} > widest)) && widest=${#value}
        done
        if ((${#COMPREPLY[@]} == 1)); then
          [[ ${COMPREPLY[0]} == *[/=] ]] && compopt -o nospace 2>/dev/null
        elif ((COMP_TYPE == 9 || COMP_TYPE == 63)); then
          for ((i = 0; i < ${#COMPREPLY[@]}; i++)); do
            [[ -z ${says[i]} ]] && continue
            printf -v line '%-*s  (%s)' "$widest" "${COMPREPLY[i]}" "${says[i]}"
            COMPREPLY[i]=${line:0:${COLUMNS:-80}-2}
          done
        fi
        compopt -o nosort 2>/dev/null
        return 0
      }
      complete -F _slipway slipway
      """;

  private static final String ZSH =
      """
      #compdef slipway
      # Completion of slipway for zsh.
      #   now:      source <(slipway completion zsh)
      #   for good: slipway completion zsh > "${fpath[1]}/_slipway"
      _slipway() {
        local line value
        local -a whole open
        while IFS= read -r line; do
          value=${line%%$'\\t'*}
          if [[ $value == *[/=] ]]; then
            open+=("${value//:/\\\\:}:${line#*$'\\t'}")
          else
            whole+=("${value//:/\\\\:}:${line#*$'\\t'}")
          fi
        done < <(${~words[1]} __complete -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
        (( ${#whole} )) && _describe -V slipway whole -U
        (( ${#open} )) && _describe -V slipway open -U -S ''
        return 0
      }
      if [[ ${funcstack[1]:-} == _slipway ]]; then
        _slipway "$@"
      else
        compdef _slipway slipway
      fi
      """;

  private static final String FISH =
      """
      # Completion of slipway for fish.
      #   now:      slipway completion fish | source
      #   for good: slipway completion fish > ~/.config/fish/completions/slipway.fish
      function __slipway_complete
        set -l words (commandline -opc)
        set -l program $words[1]
        set -e words[1]
        set -l typed (commandline -ct | string unescape)
        $program __complete -- $words "$typed" 2>/dev/null
      end
      complete -c slipway -f -k -a '(__slipway_complete)'
      """;
}
