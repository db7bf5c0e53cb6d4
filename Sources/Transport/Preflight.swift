import Glibc

/// What would keep a server from starting, found before libwebsockets is asked: it only says that it failed.
enum Preflight {
    /// Returns how many connections there can be: as many as asked for, or as the machine's limit of open files allows.
    static func check(_ options: ListenOptions) throws(TransportError) -> Int {
        guard (options.certificatePath == nil) == (options.privateKeyPath == nil) else {
            throw TransportError(
                .certificateWithoutKey, "a certificate needs its key, and a key its certificate")
        }
        if let path = options.certificatePath, access(path, R_OK) != 0 {
            throw TransportError(.certificateUnreadable, path)
        }
        if let path = options.privateKeyPath, access(path, R_OK) != 0 {
            throw TransportError(.privateKeyUnreadable, path)
        }
        try tryToBind(options)
        return allowFiles(options.maximumConnections)
    }

    /// Files that are no connection: the store's, logs, pages, and connections that come while others make way.
    private static let otherFiles = 256

    /// Raises the limit of open files as far as the connections need it and the machine allows it, and returns how many connections
    /// it allows. A limit beyond all measure is lowered: lws makes tables of its size.
    private static func allowFiles(_ connections: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return connections }
        let needed = rlim_t(connections + otherFiles)
        let most: rlim_t = 1 << 20
        let wanted = min(max(limit.rlim_cur, needed), limit.rlim_max, max(needed, most))
        if wanted != limit.rlim_cur {
            limit.rlim_cur = wanted
            _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < needed
        else { return connections }
        return max(16, Int(limit.rlim_cur) - otherFiles)
    }

    private static func tryToBind(_ options: ListenOptions) throws(TransportError) {
        let family = options.address.contains(":") ? AF_INET6 : AF_INET
        let socket = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw TransportError(.addressNotUsable, options.address) }
        defer { close(socket) }
        var yes: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        let result: Int32
        if family == AF_INET {
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            name.sin_port = options.port.bigEndian
            guard inet_pton(AF_INET, options.address, &name.sin_addr) == 1 else {
                throw TransportError(.addressNotUsable, options.address)
            }
            result = withUnsafePointer(to: &name) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        } else {
            var name = sockaddr_in6()
            name.sin6_family = sa_family_t(AF_INET6)
            name.sin6_port = options.port.bigEndian
            guard inet_pton(AF_INET6, options.address, &name.sin6_addr) == 1 else {
                throw TransportError(.addressNotUsable, options.address)
            }
            result = withUnsafePointer(to: &name) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
                }
            }
        }
        guard result != 0 else { return }
        let code: TransportError.Code = errno == EADDRINUSE ? .addressInUse : .addressNotUsable
        throw TransportError(code, "\(options.address):\(options.port)")
    }
}
