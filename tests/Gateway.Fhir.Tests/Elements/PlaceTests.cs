using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Fhir.Tests.Elements;

/// <summary>Line and column of elements that were read from JSON.</summary>
public sealed class PlaceTests
{
    private readonly Element _patient = FhirJson.Read(
        """
        {
          "resourceType": "Patient",
          "active": true,
          "name": [ { "text": "Ä😀", "family": "x" },
            { "given": [ "a", null ], "_given": [ null, { "id": "g" } ] } ],
          "_birthDate": { "id": "b" }, "multipleBirthInteger": 2,
          "birthDate": "2015"
        }
        """u8.ToArray()).Root;

    [Fact]
    public void The_place_of_an_element_is_where_its_value_starts()
    {
        _patient.Place.Should().Be((1, 1));
        _patient["active"].Single().Place.Should().Be((3, 13));
        _patient["name"].Select(n => n.Place).Should().Equal((4, 13), (5, 5));
        _patient["multipleBirth"].Single().Place.Should().Be((6, 56));
    }

    [Fact]
    public void Columns_count_code_points() => _patient["name"].First()["family"].Single().Place.Should().Be((4, 39));

    [Fact]
    public void A_string_starts_at_its_quote_as_it_does_in_faults() => _patient["name"].First()["text"].Single().Place.Should().Be((4, 23));

    [Fact]
    public void A_merged_primitive_is_where_its_value_is_or_its_companion_when_it_has_none()
    {
        _patient["birthDate"].Single().Place.Should().Be((7, 16));
        _patient["name"].Last()["given"].Select(g => g.Place).Should().Equal((5, 18), (5, 49));
    }

    [Fact]
    public void A_graft_keeps_the_place_it_was_read_at()
    {
        var draft = _patient.Edit();
        draft.Remove("active");
        draft.Build()["birthDate"].Single().Place.Should().Be((7, 16));
    }
}
