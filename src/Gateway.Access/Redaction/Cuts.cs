using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction;

/// <summary>What is taken out of a resource, and what follows from it.</summary>
internal sealed class Cuts(Element resource)
{
    private readonly HashSet<Element> _cut = [];
    private readonly HashSet<Element> _touched = [];
    private readonly RestatedFacts _facts = new();
    private readonly List<Element> _around = [resource];
    private bool _isWithheld;
    private bool _hasChanged;

    public bool IsEmpty => _cut.Count == 0 && !_isWithheld;

    /// <summary>Takes out the last of these elements, each of which lies in the one before it, or what must go with it.</summary>
    public void Take(List<Element> around)
    {
        var last = Whole(around);
        for (var i = 1; i <= last; i++)
            _isWithheld |= Meaning.Needs(around[i].Definition);
        if (last == 0)
            _isWithheld = true;
        if (_isWithheld || !_cut.Add(around[last]))
            return;
        _facts.Learn(around[last]);
        for (var i = 0; i < last; i++)
            _touched.Add(around[i]);
        _hasChanged = true;
    }

    /// <summary>Takes out what says the same elsewhere, until nothing is left that does; false when the whole is to be withheld.</summary>
    public bool Follow()
    {
        while (_hasChanged && !_isWithheld)
        {
            _hasChanged = false;
            Walk(resource);
            Orphans();
        }

        return !_isWithheld;
    }

    /// <summary>The resource without all that.</summary>
    public Element Rebuild()
    {
        var draft = resource.Edit();
        Rebuild(resource, draft);
        var definition = resource.Type.Find("meta")!;
        var meta = draft.Last(definition) ?? draft.Add(definition);
        var isMarked = false;
        foreach (var label in meta.Drafts("security"))
            isMarked |= Masked.IsMark(label.Build());
        if (!isMarked)
            Masked.Mark(meta);
        return draft.Build();
    }

    // The index of what makes sense by itself.
    private static int Whole(List<Element> around)
    {
        for (var i = 1; i < around.Count; i++)
        {
            var type = around[i].Type;
            if (around[i].Name == "answer" && around[i - 1].Name == "item")
                return i - 1;
            if (!type.IsPrimitive && !type.IsResource && !type.IsNested && type.Name is not ("HumanName" or "Address" or "Meta" or "Dosage"))
                return i;
        }

        return around.Count - 1;
    }

    private void Walk(Element element)
    {
        foreach (var child in element.Children)
        {
            if (_isWithheld || _cut.Contains(child))
                continue;
            _around.Add(child);
            Look(child);
            if (!_cut.Contains(child))
                Walk(child);
            _around.RemoveAt(_around.Count - 1);
        }
    }

    private void Look(Element element)
    {
        var type = element.Type;
        if (type.IsPrimitive)
            Words(element);
        else if (type.Name is "Narrative" || (type.Name is "Annotation" && _facts.HasCodes))
            Drop();
        else if (ReferenceEquals(type, CodeSet.Coding) && _facts.IsSame(element) && !IsLabel())
            Take(_around);
        else if (type.Name == "Reference" && IsToContained(element, out var holder) && _cut.Contains(holder))
            Take(_around);
    }

    // Words beside a code or an address may go alone; others take along what they belong to.
    private void Words(Element value)
    {
        if (!_facts.AreIn(value) || IsLabel())
            return;
        if (value.Node.NameId == Names.Display || (value.Node.NameId == Names.Text && ReferenceEquals(_around[^2].Type, CodeSet.CodeableConcept)))
            Drop();
        else
            Take(_around);
    }

    private void Drop()
    {
        if (!_cut.Add(_around[^1]))
            return;
        for (var i = 0; i < _around.Count - 1; i++)
            _touched.Add(_around[i]);
        _hasChanged = true;
    }

    // Labels are only ever raised: that one says what was taken out is for who labels to know.
    private bool IsLabel() => _around.Count > 2 && _around[1].Node.NameId == Names.Meta;

    // A contained resource that only what was taken out pointed to belongs to it.
    private void Orphans()
    {
        foreach (var contained in resource.Named(Names.Contained))
        {
            if (_cut.Contains(contained) || contained.ChildText("id") is not { } id)
                continue;
            if (IsNamed(resource, $"#{id}", keptOnly: false) && !IsNamed(resource, $"#{id}", keptOnly: true))
                Take([resource, contained]);
        }
    }

    private bool IsNamed(Element element, string address, bool keptOnly)
    {
        foreach (var child in element.Children)
        {
            if (keptOnly && _cut.Contains(child))
                continue;
            if (child.Node.NameId == Names.Reference && child.Type.IsPrimitive ? child.Text == address : IsNamed(child, address, keptOnly))
                return true;
        }

        return false;
    }

    private bool IsToContained(Element reference, out Element holder)
    {
        holder = default;
        if (Utf8Value.OfChild(reference, Names.Reference) is not [(byte)'#', ..])
            return false;
        var id = reference.ChildText("reference")![1..];
        foreach (var contained in resource.Named(Names.Contained))
            if (contained.ChildText("id") == id)
            {
                holder = contained;
                return true;
            }

        return false;
    }

    private void Rebuild(Element element, ElementDraft draft)
    {
        foreach (var child in element.Children)
        {
            if (_cut.Contains(child))
            {
                draft.Remove(child);
            }
            else if (_touched.Contains(child))
            {
                var inner = draft.Edit(child);
                Rebuild(child, inner);
                if (inner.IsEmpty)
                    draft.Remove(inner);
            }
        }

        // What was there before and must be is masked; of a choice, in the type that it had.
        foreach (var child in element.Children)
            if (child.Definition.Facts.Min > 0 && draft.Count(child.Definition) == 0)
                Masked.Add(child.Definition, draft);
    }
}
