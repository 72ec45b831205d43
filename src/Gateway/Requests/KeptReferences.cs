using Gateway.Fhir.Elements;

namespace Gateway.Requests;

/// <summary>The references of what the ledger keeps of a request: to what it keeps by address, to whom it does not keep by number and name.</summary>
internal static class KeptReferences
{
    public static void Set(ElementDraft reference, string address)
    {
        reference.Remove("reference");
        reference.AddText("reference", address);
    }

    /// <summary>Of somebody whom the ledger does not keep, the number and the name; of a role, those of who has it.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="other">What it refers to.</param>
    /// <param name="others">What came with it, by address.</param>
    /// <param name="locate">The address of a resource that a number names; null where none is known.</param>
    public static void Name(ElementDraft reference, Element other, IReadOnlyDictionary<string, Element> others, Func<string, string, string, string?> locate)
    {
        if (other.Type.Name == "PractitionerRole" && other["practitioner"].Select(p => p.ChildText("reference")).OfType<string>().Select(r => others.GetValueOrDefault(r)).FirstOrDefault() is { IsNone: false } who)
            other = who;
        reference.Remove("reference");
        reference.Remove("type");
        reference.Remove("identifier");
        reference.AddText("type", other.Type.Name);
        foreach (var identifier in other["identifier"].Take(1))
        {
            if (locate(other.Type.Name, identifier.ChildText("system") ?? "", identifier.ChildText("value") ?? "") is { } address)
                reference.AddText("reference", address);
            reference.Put("identifier", identifier);
        }

        if (other["name"].Select(n => n.Text ?? n.ChildText("text")).OfType<string>().FirstOrDefault() is { } name)
        {
            reference.Remove("display");
            reference.AddText("display", name);
        }
    }
}
