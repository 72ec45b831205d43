using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.File;

namespace Gateway.Fhir.Tests.Definitions;

/// <summary>Types are bound when first asked for, by whatever threads; all must come to hold the same objects.</summary>
public sealed class BindingRaceTests
{
    private const int Threads = 8;

    [Fact]
    public void Threads_that_bind_the_same_types_at_once_get_the_same_definitions()
    {
        for (var round = 0; round < 8; round++)
        {
            var set = Unbound();
            var found = AtOnce(thread => Elements(set, thread % 2 == 0 ? set.Names : set.Names.Reverse()).ToHashSet(ReferenceEqualityComparer.Instance));
            found.Should().OnlyContain(f => f.SetEquals(found[0]));
            found[0].Should().HaveCountGreaterThan(5000);
        }
    }

    [Fact]
    public void Threads_that_ask_for_one_type_at_once_get_one_type()
    {
        for (var round = 0; round < 200; round++)
        {
            var set = Unbound();
            var laid = set.With([StructureDefinitionReader.Read(Data.CustodyModel.Event)]);
            var found = AtOnce(thread => ((thread % 4) switch
            {
                0 => set.FindType("Patient"),
                1 => laid.FindType("http://hl7.org/fhir/StructureDefinition/Patient|4.0.1"),
                2 => laid.FindType(Data.CustodyModel.EventUrl)!.Find("detainee")!.Type,
                _ => laid.FindType("Patient"),
            })!.Find("contact")!.Type.Find("name"));
            found.Should().OnlyContain(e => ReferenceEquals(e, found[0]));
        }
    }

    [Fact]
    public void Threads_that_put_a_resource_into_one_place_get_one_definition()
    {
        for (var round = 0; round < 50; round++)
        {
            var set = Unbound();
            var found = AtOnce(_ => set.FindType("Bundle")!.Find("entry")!.Type.Find("resource")!.As(set.FindType("Patient")!));
            found.Should().OnlyContain(e => ReferenceEquals(e, found[0]));
        }
    }

    [Fact]
    public void An_element_as_its_own_type_is_itself_before_and_after_it_is_bound()
    {
        var set = Unbound();
        var resource = set.FindType("Bundle")!.Find("entry")!.Type.Find("resource")!;
        resource.As(set.FindType("Resource")!).Should().BeSameAs(resource);
    }

    [Fact]
    public void Names_with_versions_from_data_are_not_remembered()
    {
        var set = Unbound();
        var patient = set.FindType("Patient");
        for (var i = 0; i < 1000; i++)
            set.FindType($"Patient|{i}").Should().BeSameAs(patient);
        typeof(DefinitionSet).GetField("_types", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(set)
            .Should().BeAssignableTo<System.Collections.ICollection>().Which.Count.Should().Be(1);
    }

    private static DefinitionSet Unbound()
    {
        using var stream = typeof(DefinitionSet).Assembly.GetManifestResourceStream("r4.definitions")!;
        var types = new TypeSection(new DefinitionFile(stream).Open(DefinitionSection.Types));
        return new DefinitionSet(null, types.Find, () => types.Names);
    }

    private static IEnumerable<ElementDefinition> Elements(DefinitionSet set, IEnumerable<string> names)
    {
        var seen = new HashSet<TypeDefinition>(ReferenceEqualityComparer.Instance);
        var open = new Queue<TypeDefinition>(names.Select(n => set.FindType(n)!));
        while (open.TryDequeue(out var type))
        {
            if (!seen.Add(type))
                continue;
            yield return type.Root;
            foreach (var element in type.Elements.SelectMany(e => e.IsChoice ? e.Variants.Prepend(e) : [e]))
            {
                open.Enqueue(element.Type);
                yield return element;
            }
        }
    }

    private static T[] AtOnce<T>(Func<int, T> ask)
    {
        using var start = new Barrier(Threads);
        var results = new T[Threads];
        var threads = Enumerable.Range(0, Threads).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            results[i] = ask(i);
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        return results;
    }
}
