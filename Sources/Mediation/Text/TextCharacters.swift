/// What becomes of each character, in ranges written out: both sides agree whatever version of Unicode they were built with.
enum TextCharacters {
    enum Fate: Sendable, Hashable {
        case kept
        case lineBreak
        /// Stays only beside what it shapes (`stays`).
        case inPlace
        case removed
        case noncharacter
    }

    static func fate(of value: UInt32) -> Fate {
        switch value {
        case 0x09, 0x20...0x7E: .kept
        // CR and LF (a pair is one), the manual breaks of word processors, NEL, the separators of lines and of paragraphs.
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: .lineBreak
        // The other controls, C0, delete and C1.
        case 0x00...0x1F, 0x7F...0x9F: .removed
        // Joiners; the selectors of Mongolian and its vowel separator; variation selectors.
        case 0x200C, 0x200D, 0x180B...0x180F, 0xFE00...0xFE0F: .inPlace
        // Soft hyphen, grapheme joiner, Arabic letter mark, fillers, inherent vowels: nothing to see.
        case 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0: .removed
        // Zero width space, marks of direction; embeddings and overrides; word joiner, invisible operators, isolates.
        case 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F: .removed
        // Byte order mark; the place of an object that was not text (dictation and Word leave it).
        case 0xFEFF, 0xFFF0...0xFFFC: .removed
        case 0xFDD0...0xFDEF: .noncharacter
        case 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A: .removed
        // Tags and ideographic variation selectors: they hide text in text, and write one name in two ways.
        case 0xE0000...0xE0FFF: .removed
        default: isNoncharacter(value) ? .noncharacter : .kept
        }
    }

    static func isNoncharacter(_ value: UInt32) -> Bool {
        value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value)
    }

    /// White space of every width, and the blank Braille cell.
    static func isBlank(_ value: UInt32) -> Bool {
        switch value {
        case 0x09, 0x0A, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x2800, 0x3000: true
        default: false
        }
    }

    static func isSelector(_ value: UInt32) -> Bool {
        switch value {
        case 0x180B...0x180D, 0x180F, 0xFE00...0xFE0F: true
        default: false
        }
    }

    /// Whether what is `inPlace` shapes its neighbours: `before` is the character before it (before its selector, if it has one), `next`
    /// the one behind it; 0: none.
    static func stays(_ value: UInt32, after before: UInt32, isAfterSelector: Bool, _ next: UInt32) -> Bool {
        switch value {
        // Inside words of scripts whose letters join, and inside emoji: families, professions, flags.
        case 0x200C: isJoining(before) && isJoining(next)
        case 0x200D: (isJoining(before) && isJoining(next)) || (isPictograph(before) && isPictograph(next))
        case 0x180E: isMongolian(before) && isMongolian(next)
        case 0x180B...0x180D, 0x180F: !isAfterSelector && isMongolian(before)
        // The first form of a letter in 'Phags-pa and Burmese.
        case 0xFE00: !isAfterSelector && (0xA840...0xA87F ~= before || 0x1000...0x109F ~= before)
        // As text or as a picture; 1️⃣ and its like need the keycap behind it.
        case 0xFE0E, 0xFE0F:
            !isAfterSelector && (isPictograph(before) || (isKeycap(before) && next == 0x20E3))
        default: false
        }
    }

    private static func isMongolian(_ value: UInt32) -> Bool {
        switch value {
        case 0x1807...0x180A, 0x1810...0x18AF: true
        default: false
        }
    }

    /// Letters and marks of scripts whose letters take their form from their neighbours: Arabic (Uyghur, Kazakh), Syriac, the scripts of
    /// India, Tibetan, Burmese and Tai, Khmer, Mongolian, 'Phags-pa.
    private static func isJoining(_ value: UInt32) -> Bool {
        switch value {
        case 0x180B...0x180F: false
        case 0x0620...0x109F, 0x1700...0x1CFF, 0xA840...0xA87F, 0xA8E0...0xABFF, 0xFB50...0xFDCF,
            0xFDF0...0xFDFF, 0xFE70...0xFEFC, 0x10A00...0x11FFF:
            true
        default: false
        }
    }

    private static func isPictograph(_ value: UInt32) -> Bool {
        switch value {
        case 0xA9, 0xAE, 0x203C, 0x2049, 0x2122, 0x2139, 0x2190...0x27FF, 0x2900...0x2BFF, 0x3030, 0x303D,
            0x3297, 0x3299, 0x1F000...0x1FBFF:
            value != 0x2800
        default: false
        }
    }

    private static func isKeycap(_ value: UInt32) -> Bool {
        switch value {
        case 0x23, 0x2A, 0x30...0x39: true
        default: false
        }
    }
}
