using Gateway.Fhir.Terminology.ValueSets;

namespace Gateway.Fhir.Terminology.File;

/// <summary>A value set as a record. Ready-made expansions are not kept.</summary>
internal static class ValueSetRecord
{
    public static ValueSet Read(BinaryReader r, string url, string version) => new()
    {
        Url = url,
        Version = version,
        Title = r.ReadString(),
        IsActiveOnly = r.ReadBoolean(),
        Includes = r.Items(() => Part(r)),
        Excludes = r.Items(() => Part(r)),
    };

    public static void Write(BinaryWriter w, ValueSet set)
    {
        w.Write(set.Title);
        w.Write(set.IsActiveOnly);
        w.Items(set.Includes, p => Part(w, p));
        w.Items(set.Excludes, p => Part(w, p));
    }

    private static ValueSetPart Part(BinaryReader r) => new()
    {
        System = r.ReadString(),
        Version = r.ReadString(),
        Concepts = r.Items(() => new ListedConcept(r.ReadString(), r.ReadString())),
        Filters = r.Items(() => new ConceptFilter(r.ReadString(), r.ReadString(), r.ReadString())),
        ValueSets = r.Items(r.ReadString),
    };

    private static void Part(BinaryWriter w, ValueSetPart part)
    {
        w.Write(part.System);
        w.Write(part.Version);
        w.Items(part.Concepts, c =>
        {
            w.Write(c.Code);
            w.Write(c.Display);
        });
        w.Items(part.Filters, f =>
        {
            w.Write(f.Property);
            w.Write(f.Operator);
            w.Write(f.Value);
        });
        w.Items(part.ValueSets, w.Write);
    }
}
