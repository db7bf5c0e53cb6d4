internal import CQREncode

/// QR codes (ISO/IEC 18004) as SVG, for the links that an officer shows on a screen or prints.
package enum QRCode {
    package enum Failure: Error, Hashable, Sendable {
        /// The text is empty or longer than `textBytes`.
        case unfitText
        /// The encoder failed; it does so only without memory.
        case encoderFailed
    }

    /// What a code of error correction M holds in bytes.
    package static let textBytes = 1...2331

    /// One path of dark modules on a white ground, a unit a module. It has no style attributes, so that it stands
    /// under a strict Content-Security-Policy; the page gives it its size.
    /// - Parameters:
    ///   - text: what the code says, in UTF-8.
    ///   - quietZone: the white margin in modules; readers need 4.
    package static func svg(_ text: String, quietZone: Int = 4) throws(Failure) -> [UInt8] {
        let modules = try encode(text)
        let margin = max(0, min(quietZone, 32))
        let side = modules.width + 2 * margin
        var svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(side) \(side)\""
        svg += " shape-rendering=\"crispEdges\" role=\"img\">"
        svg += "<rect width=\"\(side)\" height=\"\(side)\" fill=\"#fff\"/>"
        svg += "<path fill=\"#000\" d=\"\(path(modules, margin: margin))\"/></svg>\n"
        return Array(svg.utf8)
    }

    struct Modules {
        let width: Int
        let dark: [Bool]

        subscript(row: Int, column: Int) -> Bool { dark[row * width + column] }
    }

    static func encode(_ text: String) throws(Failure) -> Modules {
        let bytes = Array(text.utf8)
        guard textBytes.contains(bytes.count) else { throw .unfitText }
        guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
            throw .encoderFailed
        }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        // The lowest bit of a module says whether it is dark; the others tell its part in the symbol.
        let dark = UnsafeBufferPointer(start: code.pointee.data, count: width * width).map { $0 & 1 == 1 }
        return Modules(width: width, dark: dark)
    }

    /// Each horizontal run of dark modules as one closed rectangle.
    private static func path(_ modules: Modules, margin: Int) -> String {
        var path = ""
        for row in 0..<modules.width {
            var column = 0
            while column < modules.width {
                guard modules[row, column] else {
                    column += 1
                    continue
                }
                let start = column
                while column < modules.width, modules[row, column] { column += 1 }
                path += "M\(start + margin) \(row + margin)h\(column - start)v1h-\(column - start)z"
            }
        }
        return path
    }
}
