extension ConfigurationEditor {
    /// What is to be written, and where.
    struct Edit {
        let path: [ConfigurationPathElement]
        let leaf: ConfigurationFragment
        /// Whether the leaf becomes an item of the list at `path`, rather than what stands there.
        let isItem: Bool
    }

    /// How far a path leads in the tree.
    struct Place {
        /// The last node that exists and is not empty; `nil` in a file without any value.
        var node: YAMLNode?
        /// Its path.
        var path: [ConfigurationPathElement] = []
        /// The key without a value at which the path ends, where it does: `pdls:`, `pdls: []`.
        var empty: YAMLNode?
        /// The column of the keys around `empty`, from 0.
        var column = 0
        /// The steps for which nothing exists.
        var missing: ArraySlice<ConfigurationPathElement>
    }

    /// Follows the edit's path; refuses what splicing cannot change.
    func place(of edit: Edit) throws(ConfigurationEditRefusal) -> Place {
        var place = Place(missing: edit.path[...])
        guard let root else { return place }
        place.node = root
        var node = root
        while true {
            try check(node, for: edit, at: place)
            guard let step = place.missing.first else { break }
            let child: YAMLNode?
            switch step {
            case .key(let key):
                guard let entries = node.mapping else { throw edit.refusal(.notASection, at: node, of: place.path) }
                child = entries.first { $0.key == key }?.value
                place.column = (entries.first?.keyPosition?.column ?? 1) - 1
            case .index(let index):
                guard let items = node.sequence else { throw edit.refusal(.notAList, at: node, of: place.path) }
                child = items.indices.contains(index) ? items[index] : nil
                place.column = (node.position?.column ?? 1) - 1
            }
            guard let child else { break }
            place.path.append(step)
            place.missing = place.missing.dropFirst()
            // A value that is set takes the place of an empty one.
            let isReplaced = place.missing.isEmpty && !edit.isItem
            if child.isEmpty, !isReplaced {
                try check(child, for: edit, at: place)
                if child.sequence != nil, case .key = place.missing.first {
                    throw edit.refusal(.notASection, at: child, of: place.path)
                }
                if child.mapping != nil, place.missing.isEmpty {
                    throw edit.refusal(.notAList, at: child, of: place.path)
                }
                place.empty = child
                break
            }
            place.node = child
            node = child
        }
        return place
    }

    private func check(_ node: YAMLNode, for edit: Edit, at place: Place) throws(ConfigurationEditRefusal) {
        let isLast = place.missing.isEmpty
        let reason: ConfigurationEditRefusal.Reason? =
            if node.layout.isShared || node.position?.isShared == true {
                .shared
            } else if node.layout.hasMerge {
                .merged
            } else if isLast, edit.isItem, node.sequence == nil, !node.isEmpty {
                .notAList
            } else if isLast, !edit.isItem, node.scalar == nil {
                .notAValue
            } else if source.isFlow(node), !node.isEmpty || (isLast && !edit.isItem) || place.path.isEmpty {
                .flow
            } else {
                nil
            }
        if let reason { throw edit.refusal(reason, at: node, of: place.path) }
    }
}

extension YAMLNode {
    /// Nothing, or an empty section or list.
    fileprivate var isEmpty: Bool { isNull || mapping?.isEmpty == true || sequence?.isEmpty == true }
}

extension ConfigurationEditor.Edit {
    /// What is written below the path's end.
    var value: ConfigurationFragment { isItem ? .list([leaf]) : leaf }

    /// A refusal at a node, with what to write by hand there.
    func refusal(
        _ reason: ConfigurationEditRefusal.Reason, at node: YAMLNode?, of path: [ConfigurationPathElement]
    ) -> ConfigurationEditRefusal {
        ConfigurationEditRefusal(
            reason: reason, key: path.dotted, line: node?.position?.line, column: node?.position?.column,
            message: reason.message, manualText: reason == .noSuchItem ? nil : manualText(below: path, reason))
    }

    /// The text for the place at which an edit stopped: an item alone when it is the list itself, else the keys that lead
    /// from there on; on one line where the place is written with braces.
    private func manualText(
        below path: [ConfigurationPathElement], _ reason: ConfigurationEditRefusal.Reason
    ) -> String {
        let isFlow = reason == .flow
        let writer = FragmentText()
        let shown = leaf.withoutSecrets
        var keys = self.path.dropFirst(path.count).compactMap { step -> String? in
            if case .key(let key) = step { key } else { nil }
        }
        if keys.isEmpty {
            if isItem {
                return isFlow
                    ? FragmentText.flow(shown) : writer.lines(ofItem: shown, column: 0).joined(separator: "\n")
            }
            guard case .key(let key) = self.path.last else { return FragmentText.flow(shown) }
            keys = [key]
        }
        let below = (isItem ? .list([shown]) : shown).below(keys.dropFirst())
        let entry = ConfigurationFragment.Entry(keys[0], below)
        return isFlow ? FragmentText.flow(entry) : writer.lines(of: entry, column: 0).joined(separator: "\n")
    }
}
