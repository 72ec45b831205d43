using Gateway.Fhir.Terminology.Systems;

namespace Gateway.Fhir.Terminology.File;

/// <summary>A code system as a record, by columns: all codes, all displays, then what few concepts have.</summary>
internal static class CodeSystemRecord
{
    [Flags]
    private enum Traits : byte
    {
        None = 0,
        Inactive = 1,
        Abstract = 2,
        Properties = 4,
        Designations = 8,
    }

    public static CodeSystem Read(BinaryReader r, string url, string version, string valueSet)
    {
        var title = r.ReadString();
        var content = (CodeSystemContent)r.ReadByte();
        var (isCaseSensitive, isHierarchyIsA) = (r.ReadBoolean(), r.ReadBoolean());
        var properties = r.Items(r.ReadString);
        var codes = r.Items(r.ReadString);
        var displays = Column(r.ReadString);
        var parents = Column(() => r.Items(r.Read7BitEncodedInt));
        var traits = Column(() => (Traits)r.ReadByte());
        var concepts = new Concept[codes.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            var at = i;
            concepts[i] = new Concept(codes[i])
            {
                Display = displays[i],
                Parents = parents[i].Length == 0 ? [] : Array.ConvertAll(parents[i], p => at - Signed(p)),
                IsInactive = traits[i].HasFlag(Traits.Inactive),
                IsAbstract = traits[i].HasFlag(Traits.Abstract),
                Properties = traits[i].HasFlag(Traits.Properties) ? r.Items(() => new ConceptProperty(properties[r.Read7BitEncodedInt()], r.ReadString())) : [],
                Designations = traits[i].HasFlag(Traits.Designations) ? r.Items(() => new Designation(r.ReadString(), r.ReadString())) : [],
            };
        }

        return new CodeSystem
        {
            Url = url,
            Version = version,
            ValueSet = valueSet,
            Title = title,
            Content = content,
            IsCaseSensitive = isCaseSensitive,
            IsHierarchyIsA = isHierarchyIsA,
            PropertyCodes = properties,
            Concepts = concepts,
        };

        T[] Column<T>(Func<T> read)
        {
            var column = new T[codes.Length];
            for (var i = 0; i < column.Length; i++)
                column[i] = read();
            return column;
        }
    }

    public static void Write(BinaryWriter w, CodeSystem system)
    {
        var properties = system.PropertyCodes.Concat(system.Concepts.SelectMany(c => c.Properties).Select(p => p.Code)).Distinct().ToList();
        w.Write(system.Title);
        w.Write((byte)system.Content);
        w.Write(system.IsCaseSensitive);
        w.Write(system.IsHierarchyIsA);
        w.Items(properties, w.Write);
        w.Items(system.Concepts, c => w.Write(c.Code));
        foreach (var concept in system.Concepts)
            w.Write(concept.Display);
        for (var i = 0; i < system.Concepts.Count; i++)
            w.Items(system.Concepts[i].Parents, p => w.Write7BitEncodedInt(Unsigned(i - p)));
        foreach (var concept in system.Concepts)
            w.Write((byte)TraitsOf(concept));
        foreach (var concept in system.Concepts)
        {
            if (concept.Properties.Count > 0)
                w.Items(concept.Properties, p =>
                {
                    w.Write7BitEncodedInt(properties.IndexOf(p.Code));
                    w.Write(p.Value);
                });
            if (concept.Designations.Count > 0)
                w.Items(concept.Designations, d =>
                {
                    w.Write(d.Language);
                    w.Write(d.Value);
                });
        }
    }

    private static Traits TraitsOf(Concept concept) =>
        (concept.IsInactive ? Traits.Inactive : 0)
        | (concept.IsAbstract ? Traits.Abstract : 0)
        | (concept.Properties.Count > 0 ? Traits.Properties : 0)
        | (concept.Designations.Count > 0 ? Traits.Designations : 0);

    // Distances to parents, which mostly stand before their children, as numbers without sign.
    private static int Unsigned(int distance) => distance < 0 ? (-distance * 2) - 1 : distance * 2;

    private static int Signed(int stored) => stored % 2 == 0 ? stored / 2 : -(stored + 1) / 2;
}
