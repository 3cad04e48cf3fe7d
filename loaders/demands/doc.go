// Package demands reads what a letter asks for: the acts demanded with their type, addressee, actor, target, polarity,
// force, condition and legal basis; the persons and bodies aimed at; the countries and contested territories it is
// about; the dated events it tells of; the laws and resolutions it names. Start with [New]; an [Analyst] serves the
// reader of letters, [Analyst.Read] any other caller. It works by rules over the word lists of the package lexicon,
// without any model, and every finding names its rule. It finds no signers, recipients or speakers, and a quoted
// person's own wishes are not the letter's: such passages are not given to it as body or report.
package demands
