using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths;

namespace Gateway.Fhir.Patches;

/// <summary>One operation of a FHIRPath Patch, done to a resource.</summary>
internal sealed class PathPatchStep(Element resource, PathPatchOperation operation)
{
    /// <exception cref="PatchAbortException">The operation cannot be done.</exception>
    public Element Do()
    {
        var found = Find();
        return operation.Kind switch
        {
            "add" => Add(Only(found)),
            "insert" => Insert(List(found)),
            "delete" => found.Count == 0 ? resource : Delete(Only(found)),
            "replace" => Replace(Only(found)),
            _ => Move(List(found)),
        };
    }

    private Element Add(PatchTarget target)
    {
        var value = new PatchValue(operation, target.Trail.Count);
        var (child, content) = value.Of(value.Child(target.Element.Type, operation.Name!), operation.Value);
        return target.Edit(draft =>
        {
            if (!child.IsArray && draft.Count(child) > 0)
                throw operation.Abort($"the element {child.Name} does not repeat and is there already.");
            draft.Put(child, content);
        });
    }

    private Element Insert(PatchList list)
    {
        var (child, content) = new PatchValue(operation, list.Holder.Trail.Count).Of(list.Child, operation.Value);
        if (operation.Index > list.Items.Count)
            throw operation.Abort($"the index is beyond the end of a list of {list.Items.Count}.", place: $"{operation.Place}.part.where(name = 'index')");
        return list.Holder.Edit(draft => draft.PutAt(child, content, operation.Index));
    }

    private Element Delete(PatchTarget target) => target.Holder(operation).Edit(draft => draft.Remove(target.Element));

    private Element Replace(PatchTarget target)
    {
        var (holder, element) = (target.Holder(operation), target.Element);
        // Found by its plain name, a choice may take another type.
        var (child, content) = new PatchValue(operation, holder.Trail.Count).Of(holder.Element.Type.Find(element.Name)!, operation.Value);
        var at = holder.Element[element.Name].TakeWhile(e => e != element).Count();
        return holder.Edit(draft =>
        {
            draft.Remove(element);
            draft.PutAt(child, content, at);
        });
    }

    private Element Move(PatchList list)
    {
        if (Math.Max(operation.Source, operation.Destination) >= list.Items.Count)
            throw operation.Abort($"source or destination is beyond the end of a list of {list.Items.Count}.");
        var item = list.Items[operation.Source];
        return list.Holder.Edit(draft =>
        {
            draft.Remove(item);
            draft.PutAt(item.Definition, item, operation.Destination);
        });
    }

    private List<Element> Find()
    {
        var compiled = CompiledPath.Compile(operation.Path, new PathOptions { Context = resource.Type, Definitions = resource.Type.Set, IsStrict = true });
        if (compiled.Fault is { } malformed)
            throw operation.Abort($"the path is at fault: {malformed.Message}", place: $"{operation.Place}.part.where(name = 'path')");
        var result = compiled.Path!.Evaluate(resource, new PathEnvironment { MaxSteps = PatchLimits.Steps, MaxTime = PatchLimits.Time });
        if (result.Fault is { } fault)
            throw operation.Abort($"the path is at fault: {fault.Message}", place: $"{operation.Place}.part.where(name = 'path')");
        return result.Values.All(v => v.IsElement) ? [.. result.Values.Select(v => v.Element)]
            : throw operation.Abort("the path gives values that are no elements of the resource.");
    }

    private PatchTarget Only(List<Element> found) => found switch
    {
        [var only] => Target(only),
        [] => throw operation.Abort("the path leads to no element.", FaultKind.NotFound),
        _ => throw operation.Abort($"the path leads to {found.Count} elements; it must lead to one."),
    };

    private PatchTarget Target(Element element) => PatchTarget.Find(resource, element) ?? throw operation.Abort("the path leads out of the resource.");

    // A list is told by its elements: all of one name in one place, as an index into some of them would count otherwise than one into all.
    private PatchList List(List<Element> found)
    {
        if (found.Count == 0)
            throw operation.Abort("the path leads to no element.", FaultKind.NotFound);
        var first = Target(found[0]);
        var holder = first.Holder(operation);
        var items = holder.Element[first.Element.Name].ToList();
        if (!first.Element.Definition.IsArray)
            throw operation.Abort($"the element {first.Element.Name} does not repeat.");
        return items.SequenceEqual(found) ? new PatchList(holder, holder.Element.Type.Find(first.Element.Name)!, items)
            : throw operation.Abort("the path must lead to all elements of one list, in their order.");
    }
}
