"""What English words and names in Latin letters may stand for in Chinese reports."""

from app.english_dictionary import dictionary_for, is_in_dictionary, stem
from app.english_grammar import split_syllables
from app.vocabulary import Vocabulary


class Lexicon:
    """What English words and names may stand for in the reports: by the dictionary, and by their sound."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def meant(self, word_stem: str) -> frozenset[str]:
        """Return the words of the reports that the dictionary explains by the stem of an English word."""
        return self.phrase((word_stem,))

    def phrase(self, stems: tuple[str, ...]) -> frozenset[str]:
        """Return the words of the reports for a phrase, given as the stems of its words."""
        dictionary = dictionary_for(self.vocabulary)
        term = dictionary.term(stems)
        return frozenset([*dictionary.words(stems), *([term] if term else [])])

    def spelled(self, name: str) -> frozenset[str]:
        """Return what a name in Latin letters may be: itself, words that sound like it, words that it means."""
        ways = [*split_syllables(name), [name.lower()]]
        sounding = (word for way in ways for word in self.vocabulary.by_sound(way))
        return frozenset([name.lower(), *sounding]) | self.meant(stem(name.lower()))

    def is_word(self, name: str) -> bool:
        """Whether a word written large, as at the start of a sentence, is an English word of every day."""
        return bool(self.meant(stem(name.lower()))) or (not split_syllables(name) and is_in_dictionary(name.lower()))
