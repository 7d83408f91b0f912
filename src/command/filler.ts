/**
 * Words of ordinary English that carry no part of a run: a sentence is not a list of unknown words, and a
 * word of it is not a misspelling of ours. Any word that a rule knows was taken before this list is asked.
 */
const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** `NOISE` beside it holds words with a part in the grammar; these have none. */
const FILLER = list(`
  able about above across actually add afterwards again ago ahead allow allowed almost alone already alright although
  always amount another answer anybody anyone anything anyway aside ask asked asking away back bad bargain basically because
  become been before begin behind being believe better between big bill bit boss both bring build building burn but buy
  bye call came care case certain chance change charge cheaper check choose colleague colleagues come coming company completely
  consider considering correct could couple course curious currently customer customers damage day deal decent decide definitely
  depends details different difficult don't done doubt down during each early easily easy either end ending enough especially
  even eventually ever everybody everyone everything exactly example expect expected expensive experiment explain extra fair
  fairly far faster feel few figure figured final finally find fine first fit fits fitting fix folks follow following forgot
  found friend friends further future general generally getting given gives glad goal goes going gone good grand great
  guess guys hand happen happens happy hard hardly has hasn't haven't having he hear help helps here hold home hope hoping
  however huge hurry idea ideal ideally if imagine important improve inside instead interested isn't issue itself keep kind kinda
  knew know known large larger largest last later lately learn learning least leave left less life little ll look looking lot lots
  lovely low lower made main maintain make makes making man manage manager many matter maybe mean meaning meant meeting mention
  might mind minimum missing moment money month monthly months more morning mostly move myself nah near nearly necessary needed
  needs never next nice night nobody none nope nor normal normally not nothing notice now number obviously off offer often oh okay
  once ones only onto opinion option options order ordinary other others otherwise ought ourselves outside overall own page pay
  paying people perhaps person pick piece place places planned planning plans point possibly pretty previous prior problem
  project properly proposal purpose put quarter question quote rather ready real realistic realistically really reason reasonable
  recommend regular related rely remain remember reply require required requires rest result results right rough safe said same
  saw says second see seem seems seen sense sent serious service several shall she short show side similar since sir situation
  slightly small smaller smart someone something sometimes somewhere soon sorry sort sounds special spent stand start started
  starting starts state stay still stop story straight stuff such suggest suppose supposed sure switch takes taking
  talk talking task team tell test tests thank that's themselves there's thing things think thinking those though thought
  through thus till time times today told tonight too took top total totally touch toward towards tried true trying
  turn twice type types typical typically understand unless until upon useful user users usual usually variant various very wait
  wants warm wasn't way ways we'd we'll we're we've week weekend weird well went weren't whatever whenever where's whether while
  whole why wish won't wonder wondering word words work working works world worry worth wouldn't write wrong yeah year years yep
  yesterday yet yo yourself
  handle handles teach teaching hourly calculate calculation calculator figure forecast predict projection breakdown ballpark guesstimate costing expense
  expenses fee fees invoice priced pricey affordable economical efficient budgetary roi assistant chatbot bot agent
  app application product production prod staging research paper thesis startup enterprise hobby personal internal domain
  specific specialised specialized medical legal finance financial code coding sql english german french spanish chinese japanese
  classifier summarization summarisation translation extraction sentiment support knowledge pipeline
  script notebook repo repository branch server laptop workstation rig cluster datacenter office desk`);

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/'s$/, ""],
  [/s$/, ""],
  [/(es|ed|er|ly)$/, ""],
  [/d$/, ""],
  [/ing$/, ""],
  [/ing$/, "e"],
];

/** With its usual endings: "wonders", "planned", "quicker". */
export const isFiller = (word: string): boolean =>
  FILLER.has(word) ||
  (word.length > 4 &&
    ENDINGS.some(
      ([ending, instead]) => ending.test(word) && FILLER.has(word.replace(ending, instead)),
    ));
