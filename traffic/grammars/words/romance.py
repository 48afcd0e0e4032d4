"""Spanish, French, Portuguese and Italian words by kind, names, streets and towns."""

from traffic.grammars.words.en import words

ES = {
    "es_n": words("""
casa mesa silla cocina jamón queso vino aceite pan leche huevo naranja manzana limón café té
azúcar sal pescado carne pollo arroz camisa pantalón falda zapato abrigo bufanda guante sombrero
bolso cinturón calcetín vestido chaqueta libro revista cuaderno lápiz coche moto bicicleta tren
avión barco camino calle plaza puente ciudad pueblo barrio playa montaña río mar cielo sol luna
estrella viento lluvia nieve perro gato caballo pájaro vaca oveja árbol flor hoja hierba niño niña
hombre mujer hermano hermana padre madre abuelo abuela hijo hija amigo vecino médico maestro
abogado camarero panadero policía bombero año mes semana día hora mañana noche tarde trabajo
dinero precio cuenta factura recibo pedido envío devolución cliente empresa tienda mercado oficina
escuela universidad hospital habitación ventana puerta pared techo suelo jardín baño cama lámpara
espejo reloj teléfono ordenador pantalla teclado ratón
"""),
    "es_a": words("""
bueno malo grande pequeño nuevo viejo joven bonito feo caro barato rápido lento alto bajo largo
corto blanco negro rojo azul verde amarillo gris marrón ibérico español catalán andaluz dulce
salado fresco frío caliente fácil difícil limpio sucio fuerte débil rico pobre feliz triste
cansado enfermo abierto cerrado lleno vacío ancho estrecho tranquilo último próximo público útil
"""),
    "es_v": words("""
comprar vender buscar encontrar pagar recibir enviar devolver cambiar abrir cerrar llegar salir
entrar comer beber dormir trabajar vivir leer escribir hablar escuchar mirar pensar creer saber
querer poder hacer decir ver dar tener volver llamar cocinar viajar
"""),
    "es_first": words("""
Adrián Alba Alicia Álvaro Amparo Andrés Ángel Antonio Asunción Begoña Borja Carmen Concepción
Consuelo Cristóbal Dolores Emilio Encarnación Esperanza Esteban Eulalia Federico Felipe Fermín
Francisco Gonzalo Gregorio Ignacio Inmaculada Iñaki Íñigo Jacinto Jesús Joaquín Jordi José_María
Josefa Julián Leticia Lorenzo Lourdes Macarena Manuel Mar Mercedes Mónica Montserrat Nieves Núria
Oriol Paco Paloma Pau Pilar Purificación Rafael Ramón Raúl Rocío Rodrigo Rosario Salvador
Sebastián Sergi Sofía Susana Tomás Vicente Victoria Virginia Xabier Yolanda
"""),
    "es_last": words("""
Abad Aguilar Alarcón Alonso Aranda Arroyo Ayala Ballesteros Barrios Benítez Blanco Bravo Caballero
Calvo Campos Cano Carrasco Castro Cortés Crespo Cuesta De_la_Fuente De_la_Torre Del_Río Domínguez
Durán Escudero Espinosa Etxeberria Ferrer Flores Fuentes Gallardo Garrido Gil Giménez Guerrero
Gutiérrez Herrero Hidalgo Ibáñez Iglesias Izquierdo Jiménez Lara León Llorente Lorenzo Lozano
Luque Manzano Marín Márquez Medina Méndez Merino Miranda Molina Montes Mora Moya Muñoz Navarro
Nieto Núñez Ochoa Ortega Pascual Pastor Peña Prieto Puig Quintana Redondo Reina Rey Rico Rivas
Roca Román Rubio Sáez Salas Sanz Serra Serrano Solé Soler Suárez Tomás Ugarte Vázquez Vega Velasco
Vera Vidal Vila Villanueva Zapata Zubizarreta
"""),
    "es_street": words("""
Mayor Real del_Carmen de_la_Constitución San_Juan San_Francisco de_Alcalá Gran_Vía de_Aragón
Monasterio de_los_Olmos del_Prado de_la_Paz Sierra_Nevada Cervantes Góngora Velázquez Murillo
de_Colón de_las_Flores Santa_Ana Nueva Ancha del_Pozo de_la_Iglesia Doctor_Fleming Ramón_y_Cajal
Jaume_I Diagonal Zurbarán Rosalía_de_Castro de_la_Estación del_Molino de_l'Hospital
"""),
    "es_town": words("""
Albacete Alcalá_de_Henares Almería Ávila Badajoz Bilbao Burgos Cáceres Cádiz Córdoba A_Coruña
Cuenca Donostia-San_Sebastián Elche Gijón Girona Granada Guadalajara Huelva Huesca Jaén
L'Hospitalet_de_Llobregat Lleida Logroño Lugo Málaga Murcia Ourense Oviedo Palencia Pamplona/Iruña
Pontevedra Sabadell Salamanca Santander Segovia Soria Tarragona Teruel Toledo Valladolid Vigo
Vitoria-Gasteiz Zamora Zaragoza Castelló_d'Empúries Sant_Cugat_del_Vallès El_Puerto_de_Santa_María
"""),
}
FR = {
    "fr_n": words("""
maison table chaise cuisine fromage vin pain beurre lait œuf pomme poire citron café thé sucre sel
poisson viande poulet riz chemise pantalon jupe chaussure manteau écharpe gant chapeau sac
ceinture robe veste livre journal cahier crayon voiture vélo train avion bateau chemin rue place
pont ville village quartier plage montagne rivière mer ciel soleil lune étoile vent pluie neige
chien chat cheval oiseau vache arbre fleur feuille herbe enfant homme femme frère sœur père mère
ami voisin médecin avocat boulanger an mois semaine jour heure matin nuit soir travail argent prix
compte facture reçu commande livraison retour client société magasin marché bureau école
université hôpital chambre fenêtre porte mur toit jardin lit lampe miroir montre téléphone
ordinateur écran clavier
"""),
    "fr_a": words("""
bon mauvais grand petit nouveau vieux jeune joli laid cher rapide lent haut bas long court blanc
noir rouge bleu vert jaune gris brun doux salé frais froid chaud facile difficile propre sale fort
faible riche pauvre heureux triste fatigué malade ouvert fermé plein vide large étroit tranquille
dernier prochain public utile léger épais sucré gratuit français
"""),
    "fr_v": words("""
acheter vendre chercher trouver payer recevoir envoyer rendre changer ouvrir fermer arriver sortir
entrer manger boire dormir travailler vivre lire écrire parler écouter regarder penser croire
savoir vouloir pouvoir faire dire voir donner avoir revenir
"""),
    "fr_name": words("""
Amélie Anaïs André Aurélie Benoît Bénédicte Célestin Céline Clément Clémence Didier Édouard Élise
Élodie Émile Étienne Fabrice François Françoise Frédéric Gaëlle Geneviève Gérard Hélène Hervé Inès
Jean-Baptiste Jean-François Jean-Luc Jérôme Joël Léa Loïc Ludovic Maël Marie-Claire Marie-Thérèse
Mathéo Maxime Mégane Noémie Océane Odile Pascal Quentin Raphaël Rémi Solène Stéphane Sylvie
Thérèse Thibault Valérie Véronique Yannick Yves
"""),
    "fr_last": words("""
Aubert Barbier Baudry Benoît Besson Blanchard Boulanger Bourgeois Brun Caron Chevalier Clément
Collet Da_Costa D'Aboville d'Ormesson De_Gaulle de_La_Fontaine Delaunay Deschamps Dufour Dumas
Dupont Dupuis Fabre Faure Garnier Gauthier Girard Guérin Hébert Huet L'Hermitte Lacroix Lambert
Le_Gall Le_Roux Leblanc Leclerc Lecomte Legrand Lemaire Lévêque Marchand Marty Mercier Meunier
Michaud Moulin Noël Olivier Pelletier Perrin Picard Renard Renaud Rousseau Roussel Saint-Exupéry
Schmitt Tessier Vasseur Vidal
"""),
}
PT = {
    "pt_n": words("""
casa mesa cadeira cozinha presunto queijo vinho azeite pão leite ovo laranja maçã limão café chá
açúcar sal peixe carne frango arroz feijão camisa calça saia sapato casaco luva chapéu bolsa cinto
meia vestido livro revista caderno lápis carro moto bicicleta avião barco caminho rua praça ponte
cidade aldeia bairro praia montanha rio mar céu sol lua estrela vento chuva cão gato cavalo
pássaro árvore flor folha criança homem mulher irmão irmã pai mãe avó amigo vizinho médico
advogado ano mês semana dia hora manhã noite trabalho dinheiro preço conta fatura recibo pedido
entrega devolução cliente loja mercado escritório escola janela porta
"""),
    "pt_a": words("""
bom mau grande pequeno novo velho jovem bonito feio caro barato rápido lento alto baixo longo
curto branco preto vermelho azul verde amarelo cinzento doce salgado fresco frio quente fácil
difícil limpo sujo forte fraco feliz triste cansado aberto fechado
"""),
    "pt_name": words("""
Afonso André António Antônio Bárbara Catarina Cátia Cecília Conceição Débora Duarte Fábio Fátima
Flávia Gonçalo Helena Inês Joana João_Pedro Joaquim Jorge José_Carlos Júlia Leonor Letícia
Lourenço Luísa Luiz Mafalda Márcia Mariana Matilde Nuno Otávio Paula Raimundo Rita Rogério
Sebastião Simão Sônia Tânia Thiago Tiago Vasco Vitória
"""),
    "pt_last": words("""
Albuquerque Almeida Alves Amaral Araújo Azevedo Batista Borges Branco Brito Cardoso Carneiro
Carvalho Coelho Correia da_Silva das_Neves de_Sousa Dias do_Nascimento dos_Santos Esteves Ferreira
Fonseca Freitas Gomes Gonçalves Guimarães Lopes Machado Magalhães Marques Martins Matos Melo
Mendes Monteiro Moura Nogueira Nunes Oliveira Pacheco Pereira Pires Queirós Ribeiro Rocha Sá
Simões Tavares Teixeira Valente Vaz Vieira
"""),
}
IT = {
    "it_n": words("""
casa tavolo sedia cucina prosciutto formaggio vino olio pane latte uovo arancia mela limone caffè
tè zucchero sale pesce carne pollo riso camicia pantaloni gonna scarpa cappotto sciarpa guanto
cappello borsa cintura vestito giacca libro rivista quaderno matita macchina moto bicicletta treno
aereo barca strada via piazza ponte città paese quartiere spiaggia montagna fiume mare cielo sole
luna stella vento pioggia neve cane gatto cavallo uccello albero fiore foglia bambino uomo donna
fratello sorella padre madre nonna amico vicino medico avvocato anno mese settimana giorno ora
mattina notte lavoro denaro prezzo conto fattura ordine consegna negozio
"""),
    "it_a": words("""
buono cattivo grande piccolo nuovo vecchio giovane bello brutto caro economico veloce lento alto
basso lungo corto bianco nero rosso blu verde giallo grigio dolce salato fresco freddo caldo
facile difficile pulito sporco forte debole felice triste stanco aperto
"""),
    "it_name": words("""
Alessandra Alessio Andrea Angelo Beatrice Caterina Chiara Cosimo Davide Domenico Elisabetta
Emanuele Enzo Fabio Federica Filippo Fiorella Gaetano Gennaro Giacomo Gianluca Ginevra Giovanni
Giuseppe Ilaria Leonardo Lorenzo Luca Maddalena Matteo Michele Niccolò Noemi Nunzia Paola Pasquale
Pietro Raffaele Riccardo Roberto Rosaria Salvatore Serena Silvia Stefano Tommaso Umberto Vincenzo
"""),
    "it_last": words("""
Amato Barbieri Basile Bellini Benedetti Bruno Caputo Carbone Caruso Cattaneo Colombo Conte Coppola
D'Agostino D'Amico D'Angelo Dall'Acqua De_Angelis De_Luca De_Rosa De_Santis Dell'Orto Dell'Aquila
Di_Stefano Esposito Fabbri Farina Fiore Fontana Gallo Gatti Gentile Giordano Grassi Greco Guerra
Leone Lombardi Longo Mariani Martinelli Mazza Messina Monti Moretti Neri Orlando Palumbo Parisi
Pellegrini Piras Rinaldi Riva Rizzo Ruggiero Russo Sala Sanna Santoro Serra Silvestri Sorrentino
Testa Valentini Villa Vitale
"""),
}
SLOTS = {**ES, **FR, **PT, **IT}
